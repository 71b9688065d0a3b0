import { runCli } from "../../src/cli/run.ts";
import { composeAdapters } from "../../src/composition.ts";
import type { Composition } from "../../src/operations/services.ts";

export interface RunInput {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the person at the terminal types; without it there is no terminal. */
  readonly typed?: readonly string[];
}

export interface RunOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly asked: readonly string[];
}

/** Runs a command line in a folder, with the adapters that users get. */
export async function runIn(input: RunInput, ...argv: readonly string[]): Promise<RunOutcome> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const asked: string[] = [];
  const stream = (lines: string[]) => ({
    write: (text: string) => void lines.push(text),
    isTerminal: false,
    colour: false,
    columns: 120,
  });
  const never = new AbortController().signal;
  const environment = { HOME: "/nowhere", ...input.environment };
  const typed = [...(input.typed ?? [])];
  const prompt: Composition["prompt"] = {
    interactive: input.typed !== undefined,
    ask: async (question) => {
      asked.push(question);
      return typed.shift();
    },
  };
  const code = await runCli({
    argv: ["-C", input.folder, ...argv],
    env: environment,
    stdout: stream(stdout),
    stderr: stream(stderr),
    version: "1.2.3",
    commit: "",
    compose: async (request) =>
      Object.assign(composeAdapters({ ...request, version: "1.2.3", arguments: argv, environment, colour: false }), {
        prompt,
      }),
    signals: { stop: never, interrupt: never },
  });
  return { code, stdout: stdout.join(""), stderr: stderr.join(""), asked };
}
