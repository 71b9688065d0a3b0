import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";

const pollEveryMs = 250;
/** Longer than any installation: a process id that was given out again must not block forever. */
const oldestMs = 60 * 60_000;
/** A file without content is one that is just being written. */
const writingMs = 2_000;

/** Locks that this very process holds: a file with our process id that is not among them is an earlier process's. */
const heldHere = new Set<string>();

/**
 * Runs work while no other process of this machine installs into the same folder, because two of them would write the
 * same partial download. A lock whose holder no longer runs is taken over.
 */
export async function withInstallLock<T>(
  path: string,
  report: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  let waiting = false;
  while (!tryTake(path)) {
    const holder = liveHolder(path);
    if (holder === undefined) {
      rmSync(path, { force: true });
      continue;
    }
    if (!waiting) report(`Another process (${holder}) is installing the engine; waiting for it`);
    waiting = true;
    await Bun.sleep(pollEveryMs);
  }
  heldHere.add(path);
  try {
    return await work();
  } finally {
    heldHere.delete(path);
    rmSync(path, { force: true });
  }
}

function tryTake(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === "EEXIST") return false;
    throw error;
  }
}

/** Who holds the lock, for people; undefined where nobody does any more. */
function liveHolder(path: string): string | undefined {
  const file = statSync(path, { throwIfNoEntry: false });
  if (!file) return undefined;
  const ageMs = Date.now() - file.mtimeMs;
  if (ageMs > oldestMs) return undefined;
  const content = readIfThere(path);
  if (content === "") return ageMs < writingMs ? "starting" : undefined;
  const pid = Number(content);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const running = pid === process.pid ? heldHere.has(path) : isRunning(pid);
  return running ? String(pid) : undefined;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === "EPERM";
  }
}
