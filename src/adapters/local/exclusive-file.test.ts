import { describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exclusively, writeNew } from "./exclusive-file.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "deployer-exclusive-"));
/** A pid that no process has. */
const deadPid = 4_194_303;

describe("a critical section", () => {
  test("of several processes loses none of their writes", async () => {
    const at = folder();
    writeFileSync(join(at, "count"), "0");
    const program = `
      import { exclusively } from ${JSON.stringify(join(import.meta.dir, "exclusive-file.ts"))};
      import { readFileSync, writeFileSync } from "node:fs";
      for (let turn = 0; turn < 25; turn++)
        await exclusively("guard", () => writeFileSync("count", String(Number(readFileSync("count", "utf8")) + 1)));
    `;
    const processes = Array.from({ length: 4 }, () =>
      Bun.spawn([process.execPath, "-e", program], { cwd: at, stderr: "inherit" }),
    );
    expect(await Promise.all(processes.map((each) => each.exited))).toEqual([0, 0, 0, 0]);
    expect(readFileSync(join(at, "count"), "utf8")).toBe("100");
    expect(readdirSync(at)).toEqual(["count"]);
  });

  test("whose owner died is entered by the next", async () => {
    const at = folder();
    writeFileSync(join(at, "guard"), `${deadPid}`);
    expect(await exclusively(join(at, "guard"), () => "in")).toBe("in");
    expect(readdirSync(at)).toEqual([]);
  });

  test("is left when it throws", async () => {
    const guard = join(folder(), "guard");
    const failed = exclusively(guard, () => {
      throw new Error("inside");
    });
    expect(await failed.catch((error: unknown) => (error as Error).message)).toBe("inside");
    expect(existsSync(guard)).toBe(false);
  });
});

test("a new file is written once, whole, and never over another", () => {
  const file = join(folder(), "entry.json");
  expect(writeNew(file, "first")).toBe(true);
  expect(writeNew(file, "second")).toBe(false);
  expect(readFileSync(file, "utf8")).toBe("first");
});
