import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { registry } from "../plugins/registry.ts";
import type { Settings } from "../schemas/settings.ts";
import { type FoundRepository, findRepository } from "./adapters/repository/index.ts";
import { processIdentity } from "./adapters/system/process-identity.ts";
import { systemClock } from "./adapters/system/system-clock.ts";
import { processStream } from "./adapters/terminal/output-stream.ts";
import { terminalPrompt } from "./adapters/terminal/terminal-prompt.ts";
import type { CompositionRequest } from "./cli/run.ts";
import { DeployerError } from "./diagnostics/deployer-error.ts";
import type { Scope } from "./model/address.ts";
import type { AccountChoice, Composition, DeploymentServices } from "./operations/services.ts";
import type { Engine } from "./ports/engine.ts";
import type { Identity } from "./ports/identity.ts";
import type { Progress } from "./ports/progress.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface CompositionInput extends CompositionRequest {
  readonly version: string;
  readonly arguments: readonly string[];
  readonly environment: Environment;
  /** Whether progress may be drawn in colour. */
  readonly colour: boolean;
}

/** Where Deployer keeps what it makes, below the repository: simulated account, local state and locks. */
const workFolderName = ".deployer";

/** Nothing but shipped policies is evaluated, and none is shipped yet; `validate` warns where a repository has some. */
const noPolicies = { evaluate: async () => ({ checked: 0, warnings: [], violations: [] }) };

/** Brings adapters and ports together. Everything heavy is imported when it is first asked for. */
export const composeAdapters = (input: CompositionInput): Composition => new AdapterComposition(input);

class AdapterComposition implements Composition {
  readonly clock = systemClock;
  readonly identity: Identity;
  readonly prompt = terminalPrompt(process.stdin, process.stderr);
  readonly settingsFile: string;
  readonly #folder: string;
  readonly #closing: (() => Promise<void> | void)[] = [];
  #found: FoundRepository | undefined;
  #settings: Promise<Settings> | undefined;

  constructor(private readonly input: CompositionInput) {
    this.#folder = resolve(input.directory ?? process.cwd());
    const { config, environment } = input;
    const usual = join(homeOf(environment), workFolderName, "config.yaml");
    this.settingsFile = config === undefined ? usual : resolve(config);
    this.identity = processIdentity({ ...input, deployerVersion: input.version, folder: this.#folder });
  }

  settings(): Promise<Settings> {
    this.#settings ??= this.#readSettings();
    return this.#settings;
  }

  async writtenSettings() {
    const { writtenSettings } = await import("./adapters/settings/written-settings.ts");
    return writtenSettings(this.settingsFile);
  }

  async repository() {
    return { ...this.#repository, kinds: registry };
  }

  async revisions() {
    const { gitRevisions } = await import("./adapters/git/git-revisions.ts");
    return gitRevisions(this.#repository.files.root);
  }

  async standing() {
    const folder = existsSync(this.#folder) ? realpathSync(this.#folder) : this.#folder;
    return { folder, root: rootAround(folder) };
  }

  async writer() {
    return (await import("./adapters/disk/disk-writer.ts")).diskWriter;
  }

  async records(choice: AccountChoice) {
    requireSimulation(choice);
    const { LocalStateStore } = await import("./adapters/local/local-state-store.ts");
    const { LocalLockStore } = await import("./adapters/local/local-lock-store.ts");
    const { simulatedCloudReader } = await import("./simulator/index.ts");
    const backend = await this.#backend();
    return {
      files: this.#repository.files,
      kinds: registry,
      store: new LocalStateStore(backend),
      locks: new LocalLockStore(join(backend, "locks"), () => systemClock.nowMs()),
      cloud: simulatedCloudReader(this.#simulated("account"), systemClock),
      clock: systemClock,
    };
  }

  async deployment(choice: AccountChoice): Promise<DeploymentServices> {
    const services = await this.records(choice);
    return { ...services, engine: await this.#engine(), policyEngine: noPolicies, identity: this.identity };
  }

  async simulatedAccount() {
    const { openSimulatedAccount } = await import("./simulator/index.ts");
    return openSimulatedAccount(this.#simulated("account"), systemClock);
  }

  engineInstaller = () => engineRelease(this.input.environment);

  progress = (mode: "terminal" | "lines" | "silent" | "events") => makeProgress(mode, this.input);

  async messages() {
    const { consolaMessages } = await import("./adapters/terminal/consola-messages.ts");
    const { verbose, quiet, colour, environment } = this.input;
    const verbosity = verbose ? "verbose" : quiet ? "quiet" : "normal";
    return consolaMessages({ stream: processStream(process.stderr, environment), colour, verbosity });
  }

  readText = async (path: string) => userFile(path, () => readFileSync(resolve(path), "utf8"));

  writeText = async (path: string, text: string) => userFile(path, () => writeFileSync(resolve(path), text));

  async simulatedFolder() {
    const path = this.#simulated("");
    return { path, writable: isWritable(path) };
  }

  async close() {
    for (const end of this.#closing.reverse()) await end();
  }

  async #readSettings(): Promise<Settings> {
    const { readSettings } = await import("./adapters/settings/read-settings.ts");
    return readSettings(this.settingsFile, this.input.config !== undefined);
  }

  /** The backend's folder: one that a file named by `--config` chooses, else the simulated account's own. */
  async #backend(): Promise<string> {
    const { backend } = await this.settings();
    const chosen = this.input.config !== undefined && backend?.type === "local" ? backend.path : undefined;
    return chosen === undefined ? this.#simulated("backend") : resolve(this.#repository.files.root, chosen);
  }

  get #repository(): FoundRepository {
    this.#found ??= findRepository(this.#folder);
    return this.#found;
  }

  #simulated(part: string): string {
    return join(this.#repository.files.root, workFolderName, "simulated", part);
  }

  async #engine(): Promise<Engine> {
    const { PulumiEngine } = await import("./adapters/pulumi/pulumi-engine.ts");
    const { folderBackend } = await import("./adapters/pulumi/folder-backend.ts");
    const { environment } = this.input;
    const { makeTemporaryFolder } = await import("./adapters/pulumi/temporary-folder.ts");
    const temporaryFolder = makeTemporaryFolder(tmpdir());
    const engine = new PulumiEngine({
      locate: async () => {
        const located = await locateEngine(environment);
        // Only now something may be written: neither a mistake in the configuration nor a missing engine leaves a trace.
        makeWorkFolder(join(this.#repository.files.root, workFolderName));
        return located;
      },
      backend: folderBackend(await this.#backend()),
      account: simulatedAccounts(this.#simulated("account"), this.input.realistic, this.#closing),
      temporaryFolder,
      pulumiHome: join(homeOf(environment), workFolderName, "engine", "home"),
    });
    this.#closing.push(
      () => rmSync(temporaryFolder, { recursive: true, force: true }),
      () => engine.kill(),
    );
    return engine;
  }
}

/** The repository that a folder is part of, if it is part of one. */
function rootAround(folder: string): string | undefined {
  try {
    return findRepository(folder).files.root;
  } catch {
    return undefined;
  }
}

function requireSimulation(choice: AccountChoice): void {
  if (choice.simulate) return;
  throw new DeployerError("ACCOUNT_REQUIRED", {
    fault: "user",
    summary: "This version deploys to the simulated account only.",
    detail: "Without --simulate the command would work on a real AWS account, which this version cannot do yet.",
    hint: "Run the same command with --simulate, or set DEPLOYER_SIMULATE=1.",
  });
}

/** One simulated account server per scope, started with the first engine and ended with the command. */
function simulatedAccounts(folder: string, realistic: boolean, closing: (() => Promise<void> | void)[]) {
  const started = new Map<string, Promise<{ environment: Record<string, string>; secretsProvider: string }>>();
  const start = async (scope: Scope) => {
    const { startSimulatedAccount } = await import("./simulator/index.ts");
    const server = await startSimulatedAccount({ folder, ...scope, clock: systemClock, realistic });
    closing.push(() => server.stop());
    return { environment: server.engineEnvironment, secretsProvider: server.secretsProvider };
  };
  return (scope: Scope) => {
    const name = `${scope.stack}/${scope.environment}`;
    const account = started.get(name) ?? start(scope);
    started.set(name, account);
    return account;
  };
}

async function engineRelease(environment: Environment) {
  const { EngineRelease } = await import("./adapters/engine-release/engine-release.ts");
  return new EngineRelease({ environment });
}

/** The engine that will run. Throws ENGINE_MISSING, ENGINE_VERSION. */
async function locateEngine(environment: Environment): Promise<{ readonly path: string; readonly version: string }> {
  const installer = await engineRelease(environment);
  const location = await installer.find();
  if (!location)
    throw new DeployerError("ENGINE_MISSING", {
      fault: "environment",
      summary: "The Pulumi engine is not installed.",
      detail: `Deployer needs the Pulumi engine ${installer.pinnedVersion}; it is neither in ~/.deployer/engine nor on PATH, and DEPLOYER_PULUMI is not set.`,
      hint: "Run: deployer engine install",
    });
  if (location.version !== installer.pinnedVersion)
    throw new DeployerError("ENGINE_VERSION", {
      fault: "environment",
      summary: "The Pulumi engine is of another version.",
      detail: `${location.path} (found by ${location.foundBy}) is ${location.version}; this version of Deployer needs ${installer.pinnedVersion}.`,
      hint:
        location.foundBy === "DEPLOYER_PULUMI"
          ? "Unset DEPLOYER_PULUMI or point it to the right version; deployer engine install puts that into ~/.deployer/engine."
          : "Run: deployer engine install",
    });
  return { path: location.path, version: location.version.replace(/^v/, "") };
}

async function makeProgress(
  mode: "terminal" | "lines" | "silent" | "events",
  input: CompositionInput,
): Promise<Progress> {
  const { lineProgress } = await import("./adapters/plain-lines/line-progress.ts");
  const stderr = processStream(process.stderr, input.environment);
  const lines = lineProgress(stderr, { verbose: input.verbose });
  switch (mode) {
    case "lines":
      return lines;
    case "silent":
      return (await import("./adapters/plain-lines/silent-progress.ts")).silentProgress();
    case "events":
      return (await import("./adapters/plain-lines/event-progress.ts")).eventProgress(stderr, () =>
        systemClock.nowMs(),
      );
    case "terminal": {
      const { ListrProgress } = await import("./adapters/listr/listr-progress.ts");
      return new ListrProgress({ stream: process.stderr, colour: input.colour, lines });
    }
  }
}

const homeOf = (environment: Environment): string => environment.HOME || homedir();

/** The work folder holds secrets' keys and must never be committed: it ignores itself. */
function makeWorkFolder(folder: string): void {
  const ignore = join(folder, ".gitignore");
  if (existsSync(ignore)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(ignore, "*\n", { mode: 0o600 });
}

function userFile<T>(path: string, access: () => T): T {
  try {
    return access();
  } catch (error) {
    throw new DeployerError("FILE_UNREADABLE", {
      fault: "user",
      summary: "A file cannot be read or written.",
      detail: `${path}: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
}

/** Whether a folder, or the nearest one above it that exists, can be written. */
function isWritable(folder: string): boolean {
  if (!existsSync(folder)) return dirname(folder) !== folder && isWritable(dirname(folder));
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
