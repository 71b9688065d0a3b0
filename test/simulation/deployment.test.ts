import { beforeEach, describe, expect, test } from "bun:test";
import { DeployerError } from "../../src/diagnostics/deployer-error.ts";
import type { Address } from "../../src/model/address.ts";
import type { DeployEvent } from "../../src/model/event.ts";
import { type DeployOptions, deploy } from "../../src/operations/deploy.ts";
import { planAgainst } from "../../src/operations/plan-against.ts";
import { readRecorded } from "../../src/operations/read-recorded.ts";
import type { DeploymentServices } from "../../src/operations/services.ts";
import { planDestruction } from "../../src/pipeline/plan/index.ts";
import { Crash, CrashPoint } from "../fakes/crashing.ts";
import { type FakeComponent, fakeGraph, fakeIdentity, fakeKinds, sick } from "../fakes/fake-deployment.ts";
import { FakeAccount, FakeEngine, fakeCloud } from "../fakes/fake-engine.ts";
import { MemoryLockStore } from "../fakes/memory-lock-store.ts";
import { MemoryStateStore } from "../fakes/memory-state-store.ts";
import { Random } from "../fakes/random.ts";
import { SimulatedClock } from "../fakes/simulated-clock.ts";
import { testScope } from "../fakes/snapshot.ts";

const seeds = Number(process.env.DEPLOYER_TEST_SEEDS ?? 300);

/** Long sweeps are asked for with more seeds; the limit only ends a run that hangs. */
const sweepTimeoutMs = 30_000 + seeds * 50;

/** What outlives processes, and the processes that ran. */
class World {
  readonly account = new FakeAccount();
  readonly store = new MemoryStateStore();
  readonly deadPids = new Set<number>();
  readonly locks = new MemoryLockStore(this.deadPids);
  readonly clock = new SimulatedClock();
  readonly events: DeployEvent[] = [];
  onEvent: (event: DeployEvent) => void = () => {};
  engine = new FakeEngine(this.account, new CrashPoint(Number.POSITIVE_INFINITY));
  #pids = 100;

  want(components: readonly FakeComponent[], resources: (address: string) => readonly string[]): void {
    this.account.wanted.clear();
    for (const each of components) this.account.wanted.set(each.address as Address, resources(each.address));
  }

  /** Runs apply as a new process that dies at its n-th step; true if it lived to the end. */
  apply(components: readonly FakeComponent[], dieAt = Number.POSITIVE_INFINITY, changes: Partial<DeployOptions> = {}) {
    return this.#process(dieAt, async (services) => {
      const graph = fakeGraph(components);
      const stored = await readRecorded(services.store, testScope);
      const { plan, warnings } = await planAgainst(services, graph, stored);
      const replan = async (newer: typeof stored) => (await planAgainst(services, graph, newer)).plan;
      return deploy(
        services,
        { scope: testScope, plan, warnings, stored, replan },
        { ...options, ...changes },
        consent,
        this.#progress,
      );
    });
  }

  destroy(dieAt = Number.POSITIVE_INFINITY, allowDataLoss: readonly string[] = []) {
    return this.#process(dieAt, async (services) => {
      const stored = await readRecorded(services.store, testScope);
      if (!stored) return undefined;
      const planned = (state: typeof stored) =>
        planDestruction(services.kinds, state.snapshot, { services: [], components: [] });
      const replan = async (newer: typeof stored | undefined) => planned(newer ?? stored);
      return deploy(
        services,
        { scope: testScope, plan: planned(stored), warnings: [], stored, replan },
        { ...options, allowDataLoss },
        consent,
        this.#progress,
      );
    });
  }

  get #progress() {
    const emit = (event: DeployEvent): void => {
      this.events.push(event);
      this.onEvent(event);
    };
    return { emit, close: async () => {} };
  }

  async #process<T>(dieAt: number, run: (services: DeploymentServices) => Promise<T>) {
    const crash = new CrashPoint(dieAt);
    const pid = ++this.#pids;
    this.engine = new FakeEngine(this.account, crash);
    const services = {
      files: undefined as never,
      kinds: fakeKinds,
      store: crash.wrap(this.store),
      locks: crash.wrap(this.locks),
      cloud: crash.wrap(fakeCloud(this.account)),
      engine: this.engine,
      policyEngine: { evaluate: async () => ({ checked: 0, warnings: [], violations: [] }) },
      clock: this.clock,
      identity: fakeIdentity(pid),
    } as DeploymentServices;
    try {
      return { result: await run(services), steps: crash.steps, died: false };
    } catch (error) {
      if (!crash.dead) throw error;
      expect(error instanceof Crash || error instanceof DeployerError || error instanceof Error).toBe(true);
      this.deadPids.add(pid);
      return { result: undefined, steps: crash.steps, died: true };
    }
  }
}

const options: DeployOptions = {
  parallelism: 3,
  lockTimeoutMs: 0,
  version: undefined,
  allowDataLoss: [],
  stop: new AbortController().signal,
  interrupt: new AbortController().signal,
};
const consent = { show: async () => {}, ask: async () => ({ by: "alice", through: "flag" as const }) };

function randomComponents(random: Random): FakeComponent[] {
  const components: FakeComponent[] = [];
  const count = 1 + random.below(6);
  for (let index = 0; index < count; index++) {
    const needs = components.filter(() => random.chance(0.4)).map((each) => each.address);
    components.push({ address: `web/c${index}`, needs, spec: { size: `${random.below(3)}` } });
  }
  return components;
}

const twoEach = (address: string): string[] => [`${address}-a`, `${address}-b`];
const chain: FakeComponent[] = [
  { address: "web/one", needs: [] },
  { address: "web/two", needs: ["web/one"] },
  { address: "web/three", needs: ["web/two"] },
];

describe("a deployment", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    sick.clear();
    world.want(chain, twoEach);
  });

  test("records everything, and a second one changes nothing and starts no engine", async () => {
    const first = await world.apply(chain);
    expect(first.result?.report.status).toBe("SUCCEEDED");
    expect(world.account.contents).toHaveLength(6);
    const before = [...world.store.objects];
    const second = await world.apply(chain);
    expect(second.result?.report.status).toBe("NO_CHANGES");
    expect(world.engine.runs).toBe(0);
    expect([...world.store.objects]).toEqual(before);
    expect(await world.locks.list()).toEqual([]);
  });

  test("that fails in wave 2 starts no wave 3, keeps wave 1, and the next one goes on from there", async () => {
    world.account.refusing.add("web/two" as Address);
    const failed = await world.apply(chain);
    expect(failed.result?.report.status).toBe("FAILED");
    expect(failed.result?.report.components.map((each) => [each.address, each.status])).toEqual([
      ["web/one" as Address, "SUCCEEDED"],
      ["web/two" as Address, "FAILED"],
      ["web/three" as Address, "SKIPPED"],
    ]);
    expect(failed.result?.report.components[1]?.error).toBe("LimitExceeded: web/two-a is refused");
    const state = (await world.store.read(testScope))?.snapshot;
    expect(Object.values(state?.components ?? {}).map((each) => [each.address, each.status])).toEqual([
      ["web/one" as Address, "SUCCEEDED"],
      ["web/two" as Address, "FAILED"],
    ]);
    expect(state?.underway).toBeNull();
    world.account.refusing.clear();
    const mended = await world.apply(chain);
    expect(mended.result?.plan.components.map((each) => each.action)).toEqual(["CREATE", "CREATE", "NO_OP"]);
    expect(mended.result?.report.status).toBe("SUCCEEDED");
    expect(world.account.contents).toHaveLength(6);
  });

  test("whose component AWS calls unhealthy has failed, whatever the engine says", async () => {
    sick.add("id of web/two");
    const { result } = await world.apply(chain);
    expect(result?.report.components[1]).toMatchObject({ status: "FAILED", health: "UNHEALTHY", error: "it is sick" });
    expect(result?.report.components[2]?.status).toBe("SKIPPED");
    sick.clear();
    const again = await world.apply(chain);
    expect(again.result?.plan.components[0]?.reasons).toEqual(["its last deployment failed"]);
    expect(again.result?.report.status).toBe("SUCCEEDED");
  });

  test("deletes what the configuration no longer has, dependents first", async () => {
    await world.apply(chain);
    const { result } = await world.apply(chain.slice(0, 1));
    expect(result?.plan.waves).toEqual([["web/three" as Address], ["web/two" as Address]]);
    expect(world.account.contents).toEqual(["web/one web/one-a", "web/one web/one-b"]);
  });

  test("never works on more components at once than allowed", async () => {
    const wide = Array.from({ length: 9 }, (_, index) => ({ address: `web/w${index}`, needs: [] }));
    world.want(wide, twoEach);
    world.onEvent = () => {
      world.engine.pause = () => Bun.sleep(1);
    };
    await world.apply(wide, Number.POSITIVE_INFINITY, { parallelism: 2 });
    expect(world.engine.mostAtOnce).toBe(2);
  });

  test("that would lose data is refused by name, and nothing is changed", async () => {
    const data: FakeComponent[] = [{ address: "web/db", needs: [], kind: "Data" }];
    world.want(data, twoEach);
    await world.apply(data);
    const before = [...world.store.objects];
    for (const attempt of [world.destroy(), world.apply([])]) {
      const error = await attempt.catch((thrown: unknown) => thrown);
      expect((error as DeployerError).code).toBe("DATA_LOSS_NOT_ALLOWED");
      expect((error as DeployerError).hint).toContain("--allow-data-loss web/db");
    }
    expect([...world.store.objects]).toEqual(before);
    expect(world.account.contents).toHaveLength(2);
    expect((await world.destroy(Number.POSITIVE_INFINITY, ["web/db"])).result?.report.status).toBe("SUCCEEDED");
    expect(world.account.contents).toEqual([]);
  });

  test("that finds the lock held says by whom and changes nothing", async () => {
    const attempt = await world.locks.acquire({
      lockKey: "stack:shop:env:development",
      lockId: "bob",
      lockedBy: "bob@example.com",
      ttlSeconds: 60,
      metadata: { hostname: "desk", pid: 7, version: "1", command: "deployer apply" },
    });
    expect(attempt.result).toBe("acquired");
    const error = await world.apply(chain).catch((thrown: unknown) => thrown);
    expect((error as DeployerError).code).toBe("LOCK_HELD");
    expect((error as DeployerError).message).toContain("bob@example.com on desk");
    expect(world.account.contents).toEqual([]);
  });

  test("waits for a lock whose holder gives no sign of life, and then takes it over", async () => {
    await world.locks.acquire({
      lockKey: "stack:shop:env:development",
      lockId: "bob",
      lockedBy: "bob@example.com",
      ttlSeconds: 60,
      metadata: { hostname: "desk", pid: 7, version: "1", command: "deployer apply" },
    });
    const { result } = await world.apply(chain, Number.POSITIVE_INFINITY, { lockTimeoutMs: 600_000 });
    expect(result?.report.status).toBe("SUCCEEDED");
    const types = world.events.map((each) => each.type);
    expect(types.filter((type) => type === "lock-waiting")).toHaveLength(1);
    expect(types).toContain("lock-taken-over");
  });

  test("that is stopped finishes what runs, records it, and starts nothing else", async () => {
    const stop = new AbortController();
    world.onEvent = (event) => {
      if (event.type === "component-started") stop.abort();
    };
    const { result } = await world.apply(chain, Number.POSITIVE_INFINITY, { stop: stop.signal });
    expect(result?.report.status).toBe("INTERRUPTED");
    expect(result?.report.components.map((each) => each.status)).toEqual(["SUCCEEDED", "SKIPPED", "SKIPPED"]);
    expect((await world.apply(chain)).result?.report.status).toBe("SUCCEEDED");
  });
});

describe(`killed at any step and applied again (${seeds} seeds)`, () => {
  test(
    "ends in the account of an undisturbed deployment",
    async () => {
      for (let seed = 1; seed <= seeds; seed++) await killedAndAppliedAgain(seed);
    },
    sweepTimeoutMs,
  );

  test(
    "a half-made stack can be destroyed",
    async () => {
      for (let seed = 1; seed <= seeds; seed++) {
        const random = new Random(seed);
        const world = new World();
        const components = randomComponents(random);
        world.want(components, twoEach);
        await world.apply(components, 1 + random.below(80));
        const ended = await world.destroy();
        if (ended.result && ended.result.report.status !== "SUCCEEDED" && ended.result.report.status !== "NO_CHANGES")
          throw new Error(`seed ${seed}: destroy ended ${JSON.stringify(ended.result.report)}`);
        if (world.account.contents.length > 0) throw new Error(`seed ${seed}: left over ${world.account.contents}`);
      }
    },
    sweepTimeoutMs,
  );
});

async function killedAndAppliedAgain(seed: number): Promise<void> {
  const random = new Random(seed);
  const world = new World();
  const components = randomComponents(random);
  const undisturbed = new World();
  for (const each of [world, undisturbed]) each.want(components, twoEach);
  await undisturbed.apply(components);
  let serial = 0;
  for (let attempt = 0; ; attempt++) {
    const { died } = await world.apply(components, attempt < 3 ? 1 + random.below(90) : Number.POSITIVE_INFINITY);
    const stored = await world.store.read(testScope);
    if ((stored?.snapshot.serial ?? 0) < serial) throw new Error(`seed ${seed}: the serial fell`);
    serial = stored?.snapshot.serial ?? 0;
    if (!died && attempt >= 3) break;
  }
  const label = `seed ${seed}`;
  expect(`${label}: ${world.account.contents}`).toBe(`${label}: ${undisturbed.account.contents}`);
  const state = (await world.store.read(testScope))?.snapshot;
  expect(Object.values(state?.components ?? {}).map((each) => `${label} ${each.status}`)).toEqual(
    components.map(() => `${label} SUCCEEDED`),
  );
  expect(state?.underway).toBeNull();
  // A process may die between its last write and the release: that lock is the dead one's, and the next taker's.
  expect((await world.locks.list()).filter((each) => !world.deadPids.has(each.metadata.pid))).toEqual([]);
  expect([...world.store.objects.keys()].filter((key) => key.includes("/journal/"))).toEqual([]);
}
