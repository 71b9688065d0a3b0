import {
  type ChildProcess,
  type ChildProcessByStdio,
  type SpawnOptionsWithStdioTuple,
  spawn,
} from "node:child_process";
import { delimiter, dirname } from "node:path";
import type { Readable } from "node:stream";
import type { PulumiCommand } from "@pulumi/pulumi/automation";

interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** The engine ended with an error; what it printed last helps where its events say nothing. */
export class EngineExit extends Error {
  constructor(
    readonly code: number | null,
    readonly stdout: string,
    readonly stderr: string,
  ) {
    super(`the engine ended with ${code === null ? "a signal" : `code ${code}`}`);
    this.name = "EngineExit";
  }
}

/**
 * The Automation API's way to the engine, narrowed to what Deployer needs: one process per run. The API asks for the
 * selected stack, its outputs and its history around every run; these are answered here, because each would cost a
 * process and its answers are taken from the run's own events.
 */
export class EngineCommand {
  readonly #running = new Set<ChildProcess>();
  /** How many engine processes were started, by command: one per run is a promise that tests hold. */
  readonly started: Record<string, number> = {};

  constructor(
    readonly command: string,
    readonly versionText: string,
    /** Told of every process that is started; the answer is called when it has ended. */
    private readonly noteStart: (pid: number) => () => void,
  ) {}

  get version(): { toString(): string } {
    return { toString: () => this.versionText };
  }

  /** The type that the Automation API declares; it only ever uses `run`, `command` and `version`. */
  asPulumiCommand(): PulumiCommand {
    return this as unknown as PulumiCommand;
  }

  async run(
    args: string[],
    cwd: string,
    additionalEnv: Readonly<Record<string, string>>,
    onOutput?: (text: string) => void,
    onError?: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<CommandResult> {
    const answer = answerWithoutProcess(args);
    if (answer !== undefined) return { stdout: answer, stderr: "", code: 0 };
    // A selected stack is remembered in the engine's home, one file per run, that nothing would ever read or remove.
    const isInit = args[0] === "stack" && args[1] === "init";
    const flags = isInit ? ["--no-select", "--non-interactive"] : ["--non-interactive"];
    return this.#start([...args, ...flags], cwd, additionalEnv, onOutput, onError, signal);
  }

  /** Ends every engine at once, for a process that is going down. */
  kill(): void {
    for (const child of this.#running) child.kill("SIGKILL");
  }

  #start(
    args: readonly string[],
    cwd: string,
    additionalEnv: Readonly<Record<string, string>>,
    onOutput: ((text: string) => void) | undefined,
    onError: ((text: string) => void) | undefined,
    signal: AbortSignal | undefined,
  ): Promise<CommandResult> {
    const name = args.slice(0, args[0] === "stack" ? 2 : 1).join(" ");
    this.started[name] = (this.started[name] ?? 0) + 1;
    return new Promise((resolve, reject) => {
      // A group of its own: Ctrl+C at the terminal must reach Deployer only, which decides what the engine is told.
      const child = spawnPrivately(this.command, args, {
        cwd,
        env: {
          ...process.env,
          ...additionalEnv,
          PATH: `${dirname(this.command)}${delimiter}${process.env.PATH ?? ""}`,
          PULUMI_AUTOMATION_API: "true",
        },
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
      });
      this.#running.add(child);
      const ended = child.pid === undefined ? () => {} : this.noteStart(child.pid);
      const interrupt = () => child.kill("SIGINT");
      signal?.addEventListener("abort", interrupt, { once: true });
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        onOutput?.(text);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
        onError?.(text);
      });
      const settle = () => {
        signal?.removeEventListener("abort", interrupt);
        this.#running.delete(child);
        ended();
      };
      child.once("error", (error) => {
        settle();
        reject(error);
      });
      child.once("close", (code) => {
        settle();
        if (code === 0) resolve({ stdout, stderr, code });
        else reject(new EngineExit(code, stdout, stderr));
      });
    });
  }
}

/** Starts a process whose files only this user can read: checkpoints tell much about an account, secret or not. */
function spawnPrivately(
  command: string,
  args: readonly string[],
  options: SpawnOptionsWithStdioTuple<"ignore", "pipe", "pipe">,
): ChildProcessByStdio<null, Readable, Readable> {
  const umask = process.umask(0o077);
  try {
    return spawn(command, args, options);
  } finally {
    process.umask(umask);
  }
}

function answerWithoutProcess(args: readonly string[]): string | undefined {
  const [first, second] = args;
  if (first === "preview" && second === "--help") return "";
  if (first !== "stack") return undefined;
  if (second === "select") return "";
  if (second === "output") return "{}";
  if (second === "history") return "[]";
  return undefined;
}
