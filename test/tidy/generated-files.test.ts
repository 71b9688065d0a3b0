import { describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registry } from "../../plugins/registry.ts";
import { filesOfKinds, kindFolders, registrySource, staleFiles } from "../../scripts/generate.ts";

describe("generated files", () => {
  test("are current: otherwise run `bun run generate`", async () => {
    expect([...staleFiles(), ...staleFiles(await filesOfKinds(registry))]).toEqual([]);
  });

  test("that differ or are missing are found", () => {
    const root = mkdtempSync(join(tmpdir(), "generate-"));
    try {
      const files = [
        { path: "same", content: "a" },
        { path: "edited", content: "a" },
        { path: "missing", content: "a" },
      ];
      writeFileSync(join(root, "same"), "a");
      writeFileSync(join(root, "edited"), "b");
      expect(staleFiles(files, root)).toEqual(["edited", "missing"]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  test("list every folder that holds a kind, in order", () => {
    const root = mkdtempSync(join(tmpdir(), "generate-"));
    try {
      for (const name of ["sqs", "micro-service", "empty"]) mkdirSync(join(root, "plugins", name), { recursive: true });
      for (const name of ["sqs", "micro-service"]) writeFileSync(join(root, "plugins", name, "index.ts"), "");
      expect(kindFolders(root)).toEqual(["micro-service", "sqs"]);
      const source = registrySource(kindFolders(root));
      expect(source).toContain('import microServiceKind from "./micro-service/index.ts";');
      expect(source).toContain("[microServiceKind, sqsKind]");
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
