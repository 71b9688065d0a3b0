import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { registry } from "../plugins/registry.ts";
import { type FoundRepository, findRepository } from "./adapters/repository/index.ts";
import { processIdentity } from "./adapters/system/process-identity.ts";
import { systemClock } from "./adapters/system/system-clock.ts";
import { processStream } from "./adapters/terminal/output-stream.ts";
import { terminalPrompt } from "./adapters/terminal/terminal-prompt.ts";
import type { CompositionRequest } from "./cli/run.ts";
import { DeployerError } from "./diagnostics/deployer-error.ts";
import type { Scope } from "./model/address.ts";
import type { AccountChoice, Composition, DeploymentServices } from "./operations/services.ts";
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
export function composeAdapters(input: CompositionInput): Composition {
  const folder = resolve(input.directory ?? process.cwd());
  const closing: (() => Promise<void> | void)[] = [];
  let found: FoundRepository | undefined;
  const repository = (): FoundRepository => {
    found ??= findRepository(folder);
    return found;
  };
  const simulated = (part: string): string => join(repository().files.root, workFolderName, "simulated", part);
  const identity = processIdentity({ ...input, deployerVersion: input.version, folder });

  const records = async (choice: AccountChoice) => {
    requireSimulation(choice);
    const { LocalStateStore } = await import("./adapters/local/local-state-store.ts");
    const { LocalLockStore } = await import("./adapters/local/local-lock-store.ts");
    const { simulatedCloudReader } = await import("./simulator/index.ts");
    return {
      files: repository().files,
      kinds: registry,
      store: new LocalStateStore(simulated("backend")),
      locks: new LocalLockStore(join(simulated("backend"), "locks"), () => systemClock.nowMs()),
      cloud: simulatedCloudReader(simulated("account"), systemClock),
      clock: systemClock,
    };
  };

  const engine = async () => {
    const { PulumiEngine } = await import("./adapters/pulumi/pulumi-engine.ts");
    const { folderBackend } = await import("./adapters/pulumi/folder-backend.ts");
    const temporaryFolder = mkdtempSync(join(tmpdir(), "deployer-"));
    const made = new PulumiEngine({
      locate: () => locateEngine(input.environment),
      backend: folderBackend(simulated("backend")),
      account: simulatedAccounts(simulated("account"), closing),
      temporaryFolder,
      pulumiHome: join(homeOf(input.environment), workFolderName, "engine", "home"),
    });
    closing.push(
      () => made.kill(),
      () => rmSync(temporaryFolder, { recursive: true, force: true }),
    );
    return made;
  };

  return {
    clock: systemClock,
    identity,
    prompt: terminalPrompt(process.stdin, process.stderr),
    repository: async () => ({ ...repository(), kinds: registry }),
    records,
    async deployment(choice): Promise<DeploymentServices> {
      const services = await records(choice);
      makeWorkFolder(join(repository().files.root, workFolderName));
      return { ...services, engine: await engine(), policyEngine: noPolicies, identity };
    },
    async simulatedAccount() {
      const { openSimulatedAccount } = await import("./simulator/index.ts");
      return openSimulatedAccount(simulated("account"), systemClock);
    },
    engineInstaller: async () => engineRelease(input.environment),
    progress: (mode) => makeProgress(mode, input),
    async messages() {
      const { consolaMessages } = await import("./adapters/terminal/consola-messages.ts");
      const verbosity = input.verbose ? "verbose" : input.quiet ? "quiet" : "normal";
      return consolaMessages({
        stream: processStream(process.stderr, input.environment),
        colour: input.colour,
        verbosity,
      });
    },
    readText: async (path) => userFile(path, () => readFileSync(resolve(path), "utf8")),
    writeText: async (path, text) => userFile(path, () => writeFileSync(resolve(path), text)),
    simulatedFolder: async () => ({ path: simulated(""), writable: isWritable(simulated("")) }),
    async close() {
      for (const end of closing.reverse()) await end();
    },
  };
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
function simulatedAccounts(folder: string, closing: (() => Promise<void> | void)[]) {
  const started = new Map<string, Promise<{ environment: Record<string, string>; secretsProvider: string }>>();
  const start = async (scope: Scope) => {
    const { startSimulatedAccount } = await import("./simulator/index.ts");
    const server = await startSimulatedAccount({ folder, ...scope, clock: systemClock });
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
  writeFileSync(ignore, "*\n");
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
