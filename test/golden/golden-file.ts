import { expect } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Holds a text to a file below test/golden/; with UPDATE_GOLDEN=1 the file is written instead. */
export function expectGolden(name: string, text: string): void {
  const file = join(import.meta.dir, name);
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  if (!existsSync(file)) throw new Error(`${name} is missing: run the test with UPDATE_GOLDEN=1 and look at it.`);
  expect(text).toBe(readFileSync(file, "utf8"));
}
