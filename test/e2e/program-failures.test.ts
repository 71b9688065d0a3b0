import { expect, test } from "bun:test";
import { join } from "node:path";

test("programs that fail side by side fail alone, say why, and wait for nobody", async () => {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "failing-programs.ts")], {
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  const [atOnce, inOutput, made, again] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as string[]);
  expect(atOnce).toEqual(["a: done", "b: ENGINE_FAILED it has no translation", "c: done"]);
  expect([inOutput?.[0], inOutput?.[2]]).toEqual(["d: done", "f: done"]);
  expect(inOutput?.[1]).toContain("ENGINE_FAILED");
  expect(inOutput?.[1]).toContain("that is no ARN");
  // What was made before the program failed is known, and the next run goes on from it.
  expect(made).toEqual(["first"]);
  expect(again).toEqual(["e: done"]);
  expect(stderr).toBe("");
  expect(await child.exited).toBe(0);
}, 120_000);
