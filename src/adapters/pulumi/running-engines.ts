import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Which engines run for which process of Deployer, as files of a folder. An engine whose Deployer was killed waits for it
 * for ever, because its program and its provider went with it; the next run ends it.
 */
export class RunningEngines {
  constructor(private readonly folder: string) {}

  /** Notes an engine; the answer forgets it again. */
  started(pid: number): () => void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(this.folder, `${pid}`), `${process.pid}`, { mode: 0o600 });
    return () => rmSync(join(this.folder, `${pid}`), { force: true });
  }

  /** Ends engines whose Deployer is gone, and says how many those were. */
  endOrphans(): number {
    let ended = 0;
    for (const name of this.#noted()) {
      const file = join(this.folder, name);
      if (isAlive(Number(readText(file)))) continue;
      // A number that was given to another program meanwhile must not cost that program its life.
      if (isEngine(Number(name)) && end(Number(name))) ended++;
      rmSync(file, { force: true });
    }
    return ended;
  }

  #noted(): string[] {
    try {
      return readdirSync(this.folder).filter((name) => /^\d+$/.test(name));
    } catch {
      // The folder is made with the first engine.
      return [];
    }
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Another run has taken it away between listing and reading.
    return "";
  }
}

/** Whether a process lives; one of another user counts as living. */
export function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether a process is an engine that takes its program from a Deployer. */
function isEngine(pid: number): boolean {
  const words = commandLine(pid);
  return words.includes("--exec-kind auto.inline") || words.includes("pulumi stack");
}

/** The words of a process: Linux keeps them in a file, other systems tell them through `ps`. */
function commandLine(pid: number): string {
  if (process.platform === "linux") return readText(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
  return spawnSync("ps", ["-o", "args=", "-p", `${pid}`], { encoding: "utf8" }).stdout ?? "";
}

function end(pid: number): boolean {
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch {
    // It has ended by itself.
    return false;
  }
}
