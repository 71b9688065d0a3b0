import { describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningEngines } from "./running-engines.ts";

/** A pid that no process has. */
const deadPid = 4_194_303;

function standIn(...words: readonly string[]) {
  return Bun.spawn(["sh", "-c", "sleep 60; exit 0", "stand-in", ...words], { stdout: "ignore", stderr: "ignore" });
}

const signalOf = async (child: ReturnType<typeof standIn>): Promise<string | number | null> => {
  await Promise.race([child.exited, Bun.sleep(300)]);
  return child.signalCode;
};

describe("engines that run", () => {
  test("are noted while they do", () => {
    const folder = join(mkdtempSync(join(tmpdir(), "deployer-running-")), "running");
    const ended = new RunningEngines(folder).started(4711);
    expect(readdirSync(folder)).toEqual(["4711"]);
    ended();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("for a Deployer that is gone are ended; those of a living one, and other programs, are not", async () => {
    const folder = mkdtempSync(join(tmpdir(), "deployer-running-"));
    const engines = [standIn("--exec-kind", "auto.inline"), standIn("--exec-kind", "auto.inline"), standIn("other")];
    const [orphan, cared, stranger] = engines;
    writeFileSync(join(folder, `${orphan?.pid}`), `${deadPid}`);
    writeFileSync(join(folder, `${cared?.pid}`), `${process.pid}`);
    writeFileSync(join(folder, `${stranger?.pid}`), `${deadPid}`);
    expect(new RunningEngines(folder).endOrphans()).toBe(1);
    expect(await Promise.all(engines.map(signalOf))).toEqual(["SIGKILL", null, null]);
    expect(readdirSync(folder)).toEqual([`${cared?.pid}`]);
    for (const each of engines) each.kill();
  });

  test("need no folder before the first of them", () => {
    const folder = join(tmpdir(), "deployer-running-none");
    expect(new RunningEngines(folder).endOrphans()).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });
});
