import { closeSync, linkSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from "node:fs";
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
    unlinkSync(path);
  }
}

function create(path: string, content: string): boolean {
  try {
    const file = openSync(path, "wx", 0o600);
    writeSync(file, content);
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function removeDead(path: string): boolean {
  const content = readText(path);
  const pid = Number(content?.split(" ")[0]);
  // An empty lock is one that is just being written; if its writer died before, a second look finds it unchanged.
  if (content === undefined || (content === "" ? !staysEmpty(path) : isAlive(pid))) return false;
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
  } catch {
    return false;
  }
  // Another waiter may have been first, and this the lock that it took: then it gets it back.
  const wasOurs = readText(aside) === content;
  if (!wasOurs) linkBack(aside, path);
  unlinkSync(aside);
  return wasOurs;
}

function linkBack(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // A third process took the free lock meanwhile.
  }
}

function staysEmpty(path: string): boolean {
  Atomics.wait(pause, 0, 0, 50);
  return readText(path) === "";
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
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
