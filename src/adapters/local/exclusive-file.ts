import { randomUUID } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** Writes a whole file at once: a reader sees the old content or the new one, never a part. 0600, folders 0700. */
export function writeAtomically(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const aside = `${file}.${randomUUID()}.tmp`;
  writeFileSync(aside, text, { mode: 0o600, flush: true });
  renameSync(aside, file);
}

/** Writes a file that must not exist yet; false where it does. */
export function writeNew(file: string, text: string): boolean {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const aside = `${file}.${randomUUID()}.tmp`;
  writeFileSync(aside, text, { mode: 0o600, flush: true });
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(aside);
  }
}

/** Removes a file, if it is there, with what a process that died while it wrote the file left beside it. */
export function removeWithRests(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) return;
  const name = basename(file);
  for (const each of readdirSync(folder)) {
    if (each === name || (each.startsWith(`${name}.`) && each.endsWith(".tmp")))
      rmSync(join(folder, each), { force: true });
  }
}

/** Text of a file, or undefined where there is none. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

export const errorCode = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Whether a process of this machine lives; one of another user counts as living. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

const pauseMs = 5;
const patienceMs = 10_000;

/**
 * Runs a short critical section that at most one process is in, guarded by a file made with O_EXCL. A guard whose
 * process has died is taken away.
 */
export async function exclusively<T>(guard: string, task: () => T): Promise<T> {
  const own = `${process.pid}`;
  const deadline = performance.now() + patienceMs;
  while (!writeNew(guard, own)) {
    const holder = Number(readIfThere(guard) ?? own);
    if (!isAlive(holder)) removeDeadGuard(guard, holder);
    else if (performance.now() > deadline) throw new Error(`${guard} is held by process ${holder}`);
    else await Bun.sleep(pauseMs);
  }
  try {
    return task();
  } finally {
    unlinkSync(guard);
  }
}

/** Renamed before it is removed, so that of two processes that find a dead guard only one takes it away. */
function removeDeadGuard(guard: string, holder: number): void {
  const aside = `${guard}.${holder}.${randomUUID()}.dead`;
  try {
    renameSync(guard, aside);
    // Between the look and the rename another may have put a living guard there: it is put back.
    if (Number(readFileSync(aside, "utf8")) !== holder) linkSync(aside, guard);
    unlinkSync(aside);
  } catch (error) {
    if (errorCode(error) !== "ENOENT" && errorCode(error) !== "EEXIST") throw error;
  }
}
