/** What one run of a command took, as the operating system counted it, its children included. */
export interface Measurement {
  readonly wallMs: number;
  /** User and system time of the process and of every child that it waited for. */
  readonly cpuMs: number;
  /** The largest single process. */
  readonly peakMiB: number;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface MeasuredCommand {
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a command once. */
export async function measure({ command, folder, environment }: MeasuredCommand): Promise<Measurement> {
  const started = performance.now();
  const child = Bun.spawn([...command], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  const wallMs = performance.now() - started;
  const usage = child.resourceUsage();
  return {
    wallMs,
    cpuMs: Number(usage?.cpuTime.total ?? 0) / 1000,
    peakMiB: inBytes(Number(usage?.maxRSS ?? 0)) / 2 ** 20,
    exitCode,
    stdout,
    stderr,
  };
}

/** Some versions of the runtime give the peak in bytes, others in KiB as the kernel does; no process here needs 16 GiB. */
const inBytes = (maxRss: number): number => (maxRss > 2 ** 24 ? maxRss : maxRss * 1024);

/** Medians over several runs after one that is not counted. Throws where a run ends with another exit code. */
export async function median(
  measured: MeasuredCommand,
  runs: number,
  expected = 0,
): Promise<Omit<Measurement, "stdout" | "stderr">> {
  await measure(measured);
  const all: Measurement[] = [];
  for (let run = 0; run < runs; run++) {
    const result = await measure(measured);
    if (result.exitCode !== expected)
      throw new Error(`${measured.command.join(" ")} ended with ${result.exitCode}: ${result.stderr || result.stdout}`);
    all.push(result);
  }
  return {
    wallMs: middle(all.map((each) => each.wallMs)),
    cpuMs: middle(all.map((each) => each.cpuMs)),
    peakMiB: middle(all.map((each) => each.peakMiB)),
    exitCode: expected,
  };
}

export function middle(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
