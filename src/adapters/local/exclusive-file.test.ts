import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exclusively, removeWithRests, writeAtomically, writeNew } from "./exclusive-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "exclusive-file-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The number of a process that has ended. */
const dead = (): number => Bun.spawnSync(["true"]).pid;

describe("writing", () => {
  test("makes the folders, replaces the whole content, and leaves nothing beside it", () => {
    const file = join(folder, "a/b/state.json");
    writeAtomically(file, "long old text");
    writeAtomically(file, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(readdirSync(join(folder, "a/b"))).toEqual(["state.json"]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o700);
  });

  test("of a new file leaves one that is there as it is", () => {
    const file = join(folder, "entry.json");
    expect(writeNew(file, "first")).toBe(true);
    expect(writeNew(file, "second")).toBe(false);
    expect(readFileSync(file, "utf8")).toBe("first");
    expect(readdirSync(folder)).toEqual(["entry.json"]);
  });
});

describe("removing", () => {
  test("takes what a writer that died left beside the file, and no other file", () => {
    const files = ["one.json", "one.json.0a1b.tmp", "one.json.bak", "two.json", "two.json.0a1b.tmp"];
    for (const name of files) writeFileSync(join(folder, name), "");
    removeWithRests(join(folder, "one.json"));
    expect(readdirSync(folder).sort()).toEqual(["one.json.bak", "two.json", "two.json.0a1b.tmp"]);
  });

  test("of what is not there is no error", () => {
    removeWithRests(join(folder, "nowhere/one.json"));
    removeWithRests(join(folder, "one.json"));
    expect(existsSync(folder)).toBe(true);
  });
});

describe("a guard", () => {
  test("is gone after the task, and after a task that fails", async () => {
    const guard = join(folder, "guard");
    expect(await exclusively(guard, () => readFileSync(guard, "utf8"))).toBe(String(process.pid));
    const failed = exclusively(guard, () => {
      throw new Error("no");
    });
    expect(await failed.catch((error: Error) => error.message)).toBe("no");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of a dead process is taken away", async () => {
    const guard = join(folder, "guard");
    writeFileSync(guard, String(dead()));
    expect(await exclusively(guard, () => 1)).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of a living process is waited for", async () => {
    const guard = join(folder, "guard");
    writeFileSync(guard, String(process.ppid));
    const order: string[] = [];
    const waiting = exclusively(guard, () => void order.push("in"));
    await Bun.sleep(30);
    order.push("freed");
    rmSync(guard);
    await waiting;
    expect(order).toEqual(["freed", "in"]);
  });
});
