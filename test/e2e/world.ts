import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineProgram } from "../../src/simulator/testing/engine-program.ts";
import { aloneBinary, runFolder } from "./binary.ts";
import { type Envelope, readEnvelope } from "./envelope.ts";

const checkout = join(import.meta.dir, "../..");

/** Deployment repositories that tests start from. */
export const repositories = {
  example: join(checkout, "examples/notification-platform"),
  document000: join(checkout, "test/fixtures/documents/000"),
  document004: join(checkout, "test/fixtures/documents/004"),
  queues: join(import.meta.dir, "repositories/queues"),
} as const;

export interface Finished {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** What it has written so far. */
  written(): string;
  /** Resolves when what it has written matches; throws where it ends before. */
  says(pattern: RegExp): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The binary, a deployment repository and a home folder, with nothing of the user's or of the checkout around them. */
export class World {
  readonly repository: string;
  readonly home: string;
  readonly temporary: string;
  /** Everything that was ever printed here. */
  printed = "";
  readonly #environment: Environment;

  constructor(
    readonly root: string,
    environment: Environment,
  ) {
    this.repository = join(root, "repository");
    this.home = join(root, "home");
    this.temporary = join(root, "tmp");
    this.#environment = environment;
  }

  /** Starts a command; the words are split at spaces, what holds spaces is given as a list. */
  start(command: string | readonly string[], environment: Environment = {}): Running {
    const words = typeof command === "string" ? command.split(" ") : [...command];
    const child = spawn(aloneBinary(), words, {
      cwd: this.repository,
      env: {
        PATH: "/usr/bin:/bin",
        HOME: this.home,
        TMPDIR: this.temporary,
        DEPLOYER_PULUMI: engineProgram(),
        DEPLOYER_SIMULATE: "1",
        ...this.#environment,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that a test can end it as a terminal would.
      detached: true,
    });
    return this.#watch(child);
  }

  /** Runs a command to its end. */
  run(command: string | readonly string[], environment: Environment = {}): Promise<Finished> {
    return this.start(command, environment).finished;
  }

  /** Runs a command with `--json` and reads the one document that it may print. */
  async json(command: string | readonly string[], environment: Environment = {}): Promise<Envelope> {
    const words = typeof command === "string" ? command.split(" ") : command;
    const { stdout, exitCode, stderr } = await this.run([...words, "--json"], environment);
    return readEnvelope(stdout, exitCode, stderr);
  }

  /** Runs a command that has to end with an exit code, which is 0 unless said otherwise. */
  async expect(command: string | readonly string[], exitCode = 0, environment: Environment = {}): Promise<Finished> {
    const result = await this.run(command, environment);
    if (result.exitCode === exitCode) return result;
    const words = typeof command === "string" ? command : command.join(" ");
    throw new Error(`${words}: exit ${result.exitCode}, wanted ${exitCode}\n${result.stdout}\n${result.stderr}`);
  }

  /** What the simulated account holds, as text that can be compared. */
  async account(): Promise<string[]> {
    const { result } = await this.json("simulator list");
    const { resources } = result as { resources: unknown[] };
    return resources.map((each) => JSON.stringify(each, null, 1)).sort();
  }

  file(path: string): string {
    return join(this.repository, path);
  }

  read(path: string): string {
    return readFileSync(this.file(path), "utf8");
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.file(path)), { recursive: true });
    writeFileSync(this.file(path), text);
  }

  /** Replaces a piece of a file, which has to be there. */
  edit(path: string, from: string, to: string): void {
    const text = this.read(path);
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    this.write(path, text.replace(from, to));
  }

  remove(path: string): void {
    rmSync(this.file(path), { recursive: true });
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #watch(child: ChildProcess): Running {
    let stdout = "";
    let stderr = "";
    const listeners = new Set<() => void>();
    const heard = (): void => {
      for (const listener of listeners) listener();
    };
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      this.printed += text;
      heard();
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      this.printed += text;
      heard();
    });
    const finished = new Promise<Finished>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
    });
    const says = (pattern: RegExp): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(stdout + stderr)) resolve();
        };
        listeners.add(look);
        look();
        finished.then(() => reject(new Error(`it ended without saying ${pattern}:\n${stdout}\n${stderr}`)), reject);
      });
    return { child, finished, written: () => stdout + stderr, says };
  }
}

/** A new world around a copy of a deployment repository. */
export function makeWorld(repository: keyof typeof repositories = "example", environment: Environment = {}): World {
  const root = join(runFolder(), randomUUID());
  const world = new World(root, {
    DEPLOYER_ENVIRONMENT: "development",
    DEPLOYER_VAR_VERSION: "v1.0.0",
    ...environment,
  });
  for (const folder of [world.home, world.temporary]) mkdirSync(folder, { recursive: true });
  cpSync(repositories[repository], world.repository, { recursive: true });
  return world;
}

const masters = new Map<string, Promise<string>>();

/** A repository that was deployed once; it is only ever copied. */
async function deployMaster(repository: "example" | "queues"): Promise<string> {
  const master = join(runFolder(), `deployed-${repository}`);
  if (existsSync(master)) return master;
  using first = makeWorld(repository);
  await first.expect("apply -y --quiet");
  cpSync(first.repository, master, { recursive: true });
  return master;
}

/** A world whose repository is deployed already; that is done once in a test run. */
export async function deployedWorld(repository: "example" | "queues" = "example"): Promise<World> {
  const known = masters.get(repository) ?? deployMaster(repository);
  masters.set(repository, known);
  const master = await known;
  const world = makeWorld(repository);
  rmSync(world.repository, { recursive: true });
  cpSync(master, world.repository, { recursive: true });
  return world;
}

/** Where a repository keeps its local records, and where its simulated account lives. */
export const backendFolder = (world: World): string => world.file(".deployer/simulated/backend");
export const accountFolder = (world: World): string => world.file(".deployer/simulated/account");
