import { DeployerError } from "../../src/diagnostics/deployer-error.ts";
import type { Address } from "../../src/model/address.ts";
import type { Outputs } from "../../src/model/output-value.ts";
import type { CloudReader, OwnedResource } from "../../src/ports/cloud-reader.ts";
import type {
  Engine,
  EngineOutcome,
  EnginePreview,
  EngineRun,
  EngineTarget,
  RecordedResource,
} from "../../src/ports/engine.ts";
import type { CrashPoint } from "./crashing.ts";

/** A resource of the fake account. */
interface AccountResource {
  readonly id: string;
  readonly address: Address;
  readonly name: string;
}

/** What outlives every process: the account, and the engine's checkpoints. */
export class FakeAccount {
  readonly resources = new Map<string, AccountResource>();
  readonly checkpoints = new Map<string, Map<string, string>>();
  /** Names of the resources that each component wants. */
  readonly wanted = new Map<Address, readonly string[]>();
  /** Components whose next creation the account refuses. */
  readonly refusing = new Set<Address>();
  #made = 0;

  create(address: Address, name: string): string {
    if (this.refusing.has(address)) throw new Error(`LimitExceeded: ${name} is refused`);
    if ([...this.resources.values()].some((each) => each.address === address && each.name === name))
      throw new Error(`AlreadyExists: ${address} ${name}`);
    const id = `id-${++this.#made}`;
    this.resources.set(id, { id, address, name });
    return id;
  }

  /** What is there, without ids, which differ from run to run. */
  get contents(): string[] {
    return [...this.resources.values()].map((each) => `${each.address} ${each.name}`).sort();
  }
}

const urn = (target: EngineTarget, name: string): string =>
  `urn:pulumi:${target.pulumiStack}::${target.stack}::fake:Thing::${name}`;

/** An engine without Pulumi: it makes the wanted resources one by one, and may die between any two steps. */
export class FakeEngine implements Engine {
  /** How many runs changed or previewed something. */
  runs = 0;
  /** What an engine's run waits for; a turn of the event loop where runs are to overlap. */
  pause: () => Promise<void> = () => Promise.resolve();
  atOnce = 0;
  mostAtOnce = 0;

  constructor(
    private readonly account: FakeAccount,
    private readonly crash: CrashPoint,
  ) {}

  async prepare(): Promise<void> {}

  async preview(run: EngineRun): Promise<EnginePreview> {
    this.runs++;
    const known = this.account.checkpoints.get(run.target.pulumiStack);
    const wanted = this.account.wanted.get(run.target.address) ?? [];
    const resources = wanted
      .filter((name) => !known?.has(name))
      .map((name) => ({
        urn: urn(run.target, name),
        type: "fake:Thing",
        name,
        action: "CREATE" as const,
        changes: [],
      }));
    return { resources, outputs: known ? outputsOf(run.target) : { id: { state: "unknown" } } };
  }

  async up(run: EngineRun): Promise<EngineOutcome> {
    this.runs++;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    try {
      await this.pause();
      return await this.#make(run.target);
    } finally {
      this.atOnce--;
    }
  }

  async #make(target: EngineTarget): Promise<EngineOutcome> {
    const { address } = target;
    this.crash.step();
    const checkpoint = this.account.checkpoints.get(target.pulumiStack) ?? new Map<string, string>();
    this.account.checkpoints.set(target.pulumiStack, checkpoint);
    const wanted = this.account.wanted.get(address) ?? [];
    for (const name of wanted) {
      if (checkpoint.has(name)) continue;
      this.crash.step();
      const id = this.#attempt(address, () => this.account.create(address, name));
      // The account has it now; dying here is what leaves a resource that no checkpoint knows.
      this.crash.step();
      checkpoint.set(name, id);
      await Promise.resolve();
    }
    for (const [name, id] of [...checkpoint]) {
      if (wanted.includes(name)) continue;
      this.crash.step();
      this.account.resources.delete(id);
      this.crash.step();
      checkpoint.delete(name);
    }
    return { outputs: outputsOf(target), resources: await this.resources(target) };
  }

  async destroy(run: Omit<EngineRun, "program">): Promise<void> {
    this.runs++;
    const checkpoint = this.account.checkpoints.get(run.target.pulumiStack);
    for (const [name, id] of [...(checkpoint ?? [])].reverse()) {
      this.crash.step();
      this.account.resources.delete(id);
      this.crash.step();
      checkpoint?.delete(name);
    }
    this.account.checkpoints.delete(run.target.pulumiStack);
  }

  async recover(
    target: EngineTarget,
    findOwned: () => Promise<readonly OwnedResource[]>,
  ): Promise<{ readonly notes: readonly string[] }> {
    this.crash.step();
    const checkpoint = this.account.checkpoints.get(target.pulumiStack) ?? new Map<string, string>();
    const owned = await findOwned();
    const unknown = owned.filter((each) => checkpoint.get(each.name) !== each.id);
    for (const each of unknown) checkpoint.set(each.name, each.id);
    if (unknown.length > 0) this.account.checkpoints.set(target.pulumiStack, checkpoint);
    return { notes: unknown.map((each) => `took ${each.name} over`) };
  }

  async resources(target: EngineTarget): Promise<RecordedResource[]> {
    const checkpoint = this.account.checkpoints.get(target.pulumiStack) ?? new Map<string, string>();
    return [...checkpoint].map(([name, id]) => ({ urn: urn(target, name), type: "fake:Thing", id }));
  }

  #attempt<T>(address: Address, task: () => T): T {
    try {
      return task();
    } catch (error) {
      throw new DeployerError("ENGINE_FAILED", {
        fault: "environment",
        summary: "The engine could not do what was asked.",
        detail: (error as Error).message,
        address,
      });
    }
  }
}

const outputsOf = (target: EngineTarget): Outputs => ({ id: { state: "known", value: `id of ${target.address}` } });

/** Finds what components own in the fake account; every question about health is answered by the fake kinds. */
export const fakeCloud = (account: FakeAccount): CloudReader => ({
  ask: async () => undefined,
  findOwned: async (owner) =>
    [...account.resources.values()]
      .filter((each) => each.address === owner.address)
      .map((each) => ({ type: "fake:Thing", id: each.id, name: each.name, inputs: {}, outputs: {} })),
});
