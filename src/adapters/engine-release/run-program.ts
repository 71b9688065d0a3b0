/** What a finished program left. */
export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: string;
  /** The last lines of what it said to people. */
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder?: string;
  readonly timeoutMs: number;
  /** Called with every line of stderr. */
  readonly onLine?: (line: string) => void;
}

const keptLines = 20;

/** Runs a program without a shell and waits for its end; one that takes too long is ended and counts as failed. */
export async function runProgram(command: readonly string[], options: ProgramOptions): Promise<ProgramResult> {
  const child = Bun.spawn([...command], {
    ...(options.folder === undefined ? {} : { cwd: options.folder }),
    env: options.environment,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    timeout: options.timeoutMs,
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    child.stdout.text(),
    lastLines(child.stderr, options.onLine),
    child.exited,
  ]);
  return { exitCode, stdout, stderr };
}

async function lastLines(stream: ReadableStream<Uint8Array>, onLine?: (line: string) => void): Promise<string> {
  const kept: string[] = [];
  const take = (line: string) => {
    if (line === "") return;
    onLine?.(line);
    kept.push(line);
    if (kept.length > keptLines) kept.shift();
  };
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(take);
  }
  take(rest);
  return kept.join("\n");
}
