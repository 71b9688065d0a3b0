import { expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { makeTemporaryFolder } from "./temporary-folder.ts";

test("folders of processes that were killed go, those of others stay", () => {
  const root = mkdtempSync(join(tmpdir(), "deployer-temporary-"));
  const others = ["deployer-engine-4194303-abc", "deployer-engine-1-abc", "deployer-engine-notes", "someone-else"];
  for (const name of others) mkdirSync(join(root, name, "inside"), { recursive: true });
  const made = basename(makeTemporaryFolder(root));
  expect(made).toStartWith(`deployer-engine-${process.pid}-`);
  expect(readdirSync(root).sort()).toEqual([...others.slice(1), made].sort());
});
