import { describe, expect, test } from "bun:test";
import { type Exception, unexcused } from "./finding.ts";
import { shippedFiles } from "./source-files.ts";
import { surroundingsFindings } from "./surroundings.ts";

const exceptions: readonly Exception[] = [];
const stage = (text: string) => surroundingsFindings({ path: "src/pipeline/plan/a.ts", text });

describe("process, clock, randomness, disk and network", () => {
  test("are seen by adapters, the simulator and the composition root alone", () => {
    expect(unexcused(shippedFiles().flatMap(surroundingsFindings), exceptions)).toEqual([]);
  });

  test.each([
    "const home = process.env.HOME;",
    'const home = process["env"];',
    "const at = Date.now();",
    "const at = new Date();",
    "const at = new Date;",
    "const at = performance.now();",
    "const dice = Math.random();",
    "const id = crypto.randomUUID();",
    'import { randomUUID } from "node:crypto";',
    "await new Promise((resolve) => setTimeout(resolve, 10));",
    "const signal = AbortSignal.timeout(10);",
    "const answer = await fetch(url);",
    "const text = await Bun.file(path).text();",
    "const folder = import.meta.dir;",
    'console.log("hello");',
    "const line = `at ${Date.now()}`;",
  ])("%s is found", (text) => {
    expect(stage(text)).toHaveLength(1);
  });

  test.each([
    "// Date.now() is for adapters",
    'const text = "process.env";',
    "const at = new Date(clock.nowMs());",
    "const result = child.process.exit;",
    "const next = queue.fetch(item);",
    "const processed = 1;",
    "const width = Bun.stringWidth(text);",
  ])("%s is not", (text) => {
    expect(stage(text)).toEqual([]);
  });

  test("an adapter may", () => {
    expect(surroundingsFindings({ path: "src/adapters/local/a.ts", text: "Date.now();" })).toEqual([]);
  });
});
