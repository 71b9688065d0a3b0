import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";
import type { Scope } from "../../model/address.ts";
import type { EngineProgram, EngineTarget } from "../../ports/engine.ts";
import type { EngineBackend } from "./engine-backend.ts";
import type { EngineCommand } from "./engine-command.ts";
import { outputLifter } from "./lift-output.ts";
import { newProgramRun, type ProgramRun, ProgramWatch } from "./program-watch.ts";

/** How engines reach an account and keep its secrets. */
export interface EngineAccount {
  /** Variables for every engine process, over those of this process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Address of the key that encrypts secrets in checkpoints, such as `awskms://…`. */
  readonly secretsProvider: string;
}

export interface WorkspaceSettings {
  /** The account that a scope is deployed to; asked for when the first engine starts. */
  account(scope: Scope): Promise<EngineAccount>;
  /** A folder of this process for the files that the engine wants beside a program. */
  readonly temporaryFolder: string;
  /** The engine's own home, so that the user's Pulumi settings and login are left alone. */
  readonly pulumiHome: string;
}

/** A component's Pulumi stack, ready to run, and the folder to remove afterwards. */
export interface OpenStack extends Disposable {
  readonly stack: Stack;
  readonly program: ProgramRun;
}

/** Opens Pulumi stacks for components, and makes them where they do not exist. */
export class EngineWorkspaces {
  readonly #watch = new ProgramWatch();
  readonly #dataKeys = new Map<string, Promise<string>>();

  constructor(
    private readonly command: EngineCommand,
    private readonly backend: EngineBackend,
    private readonly settings: WorkspaceSettings,
  ) {}

  /** The component's own Pulumi stack in the backend; made if it is not there. */
  async open(target: EngineTarget, program: EngineProgram | undefined): Promise<OpenStack> {
    const url = await this.backend.url(target);
    const exists = await this.backend.hasCheckpoint(target);
    const dataKey = await this.#dataKey(target);
    return this.#open(target, program, url, dataKey, exists);
  }

  /** A Pulumi stack of the same name in a folder of this process: what is previewed there leaves no trace. */
  async openScratch(target: EngineTarget, program: EngineProgram): Promise<OpenStack> {
    const folder = this.#temporary("scratch-");
    const dataKey = (await this.backend.readDataKey(target)) ?? (await this.#scratchKey(target));
    writeEmptyCheckpoint(folder, target);
    return this.#open(target, program, `file://${folder}?metadata=skip`, dataKey, true);
  }

  /** One key for the whole scope: deriving a new one for every component would cost a request and CPU each time. */
  #dataKey(scope: Scope): Promise<string> {
    const name = `${scope.stack}/${scope.environment}`;
    const known = this.#dataKeys.get(name);
    if (known) return known;
    const key = this.backend
      .readDataKey(scope)
      .then(async (kept) => kept ?? this.backend.keepDataKey(scope, await this.#scratchKey(scope)));
    this.#dataKeys.set(name, key);
    key.catch(() => this.#dataKeys.delete(name));
    return key;
  }

  #newKey: Promise<string> | undefined;

  /** Lets the engine make a data key, by making a Pulumi stack that is thrown away. */
  #scratchKey(scope: Scope): Promise<string> {
    this.#newKey ??= this.#makeKey(scope);
    return this.#newKey;
  }

  async #makeKey(scope: Scope): Promise<string> {
    const folder = this.#temporary("key-");
    const workspace = await this.#workspace(scope, "key", undefined, `file://${folder}?metadata=skip`, undefined);
    await workspace.createStack("key");
    const { encryptedKey } = await workspace.stackSettings("key");
    if (!encryptedKey) throw new Error("the engine made no data key");
    return encryptedKey;
  }

  #temporary(prefix: string): string {
    mkdirSync(this.settings.temporaryFolder, { recursive: true, mode: 0o700 });
    return mkdtempSync(join(this.settings.temporaryFolder, prefix));
  }

  async #open(
    target: EngineTarget,
    program: EngineProgram | undefined,
    url: string,
    dataKey: string,
    exists: boolean,
  ): Promise<OpenStack> {
    const { Stack } = await import("@pulumi/pulumi/automation");
    const lift = program ? await outputLifter() : undefined;
    const programRun = newProgramRun();
    const run = program && lift ? () => this.#watch.run(program, lift, programRun) : undefined;
    const workspace = await this.#workspace(target, target.pulumiStack, run, url, dataKey);
    const stack = await (exists ? Stack.select : Stack.create)(target.pulumiStack, workspace);
    return {
      stack,
      program: programRun,
      [Symbol.dispose]: () => {
        this.#watch.end(programRun);
        rmSync(workspace.workDir, { recursive: true, force: true });
      },
    };
  }

  async #workspace(
    scope: Scope,
    stackName: string,
    program: (() => Promise<Record<string, unknown>>) | undefined,
    url: string,
    dataKey: string | undefined,
  ): Promise<LocalWorkspace> {
    const { LocalWorkspace } = await import("@pulumi/pulumi/automation");
    const { environment, secretsProvider } = await this.settings.account(scope);
    return LocalWorkspace.create({
      workDir: this.#temporary("run-"),
      pulumiHome: this.settings.pulumiHome,
      pulumiCommand: this.command.asPulumiCommand(),
      projectSettings: { name: scope.stack, runtime: "nodejs" },
      secretsProvider,
      ...(dataKey === undefined
        ? {}
        : {
            stackSettings: { [stackName]: { secretsProvider, encryptedKey: dataKey } },
          }),
      ...(program ? { program } : {}),
      envVars: {
        PULUMI_BACKEND_URL: url,
        PULUMI_SKIP_UPDATE_CHECK: "true",
        // The engine lives for less than a second: collecting its garbage would only cost time.
        GOGC: "off",
        ...environment,
      },
    });
  }
}

/**
 * What `stack init` would leave in a file backend, without the process that it would take. Only a folder that is thrown
 * away is made like this: in the user's own backend the engine makes its files itself.
 */
function writeEmptyCheckpoint(folder: string, target: EngineTarget): void {
  const stacks = join(folder, ".pulumi", "stacks", target.stack);
  mkdirSync(stacks, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, ".pulumi", "meta.yaml"), "version: 1\n");
  const stack = `organization/${target.stack}/${target.pulumiStack}`;
  writeFileSync(join(stacks, `${target.pulumiStack}.json`), JSON.stringify({ version: 3, checkpoint: { stack } }));
}
