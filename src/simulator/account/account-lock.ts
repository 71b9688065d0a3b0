import { readlinkSync, renameSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";

const pause = new Int32Array(new SharedArrayBuffer(4));
let sequence = 0;

/**
 * Runs a synchronous change of the account while no other process changes it. A lock whose process is dead is taken
 * over, so that a killed process blocks nobody; `onTakeover` is told, because that process may have stopped anywhere.
 */
export function withAccountLock<T>(folder: string, onTakeover: () => void, change: () => T): T {
  const path = join(folder, "lock");
  const content = `${process.pid} ${++sequence}`;
  while (!create(path, content)) {
    if (removeDead(path)) onTakeover();
    else Atomics.wait(pause, 0, 0, 1);
  }
  try {
    return change();
  } finally {
    // Gone only if somebody cleared the whole folder meanwhile.
    rmSync(path, { force: true });
  }
}

/** A symbolic link comes to be with its content at once: nobody ever sees a lock that does not say whose it is. */
function create(path: string, content: string): boolean {
  try {
    symlinkSync(content, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function removeDead(path: string): boolean {
  const content = holder(path);
  if (content === undefined || isAlive(Number(content.split(" ")[0]))) return false;
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
  } catch {
    return false;
  }
  // Another waiter may have been first, and this the lock that it took: then it gets it back.
  const taken = holder(aside);
  unlinkSync(aside);
  if (taken !== undefined && taken !== content) create(path, taken);
  return taken === content;
}

function holder(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
