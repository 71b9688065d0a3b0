import { expect, test } from "bun:test";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { regenerated } from "../../scripts/generate-readme.ts";
import { unmarkedExamples } from "../../scripts/readme/blocks.ts";

const repository = join(import.meta.dir, "../..");
const text = readFileSync(join(repository, "docs/CONFIGURATION.md"), "utf8");

/** `deployer` from its source, so that no build is needed. */
function withLauncher<T>(use: (program: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "launcher-"));
  try {
    const program = join(folder, "deployer");
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(repository, "src/main.ts")}' "$@"\n`);
    chmodSync(program, 0o755);
    return use(program);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("docs/CONFIGURATION.md shows what its commands print: otherwise run `bun scripts/generate-readme.ts`", () => {
  // Nothing is deployed, so that no engine is needed.
  expect(withLauncher((program) => regenerated(text, program, "none"))).toBe(text);
}, 60_000);

test("every example in docs/CONFIGURATION.md is part of the walk", () => {
  expect(unmarkedExamples(text)).toEqual([]);
});
