import { describe, expect, test } from "bun:test";
import { type Exception, unexcused } from "./finding.ts";
import { importFindings } from "./import-table.ts";
import { shippedFiles } from "./source-files.ts";

const embedded = "The compiled binary must be able to build the engine away from the repository.";
const exceptions: readonly Exception[] = ["go.mod", "go.sum", "tools.go"].map((name) => ({
  path: "src/adapters/engine-release/go-build.ts",
  what: `imports scripts/engine/${name}`,
  why: embedded,
}));

describe("the import table", () => {
  test("holds for every shipped file", () => {
    expect(unexcused(shippedFiles().flatMap(importFindings), exceptions)).toEqual([]);
  });

  test.each([
    ["a diagnostic that knows a noun", "src/diagnostics/a.ts", 'import { b } from "../model/b.ts";'],
    ["a noun that knows a port, by type", "src/model/a.ts", 'import type { B } from "../ports/b.ts";'],
    ["a port that runs a schema", "src/ports/a.ts", 'import { b } from "../../schemas/b.ts";'],
    ["a stage that imports a stage", "src/pipeline/plan/a.ts", 'import { load } from "../load/index.ts";'],
    ["a stage that imports an adapter", "src/pipeline/plan/a.ts", 'import { b } from "../../adapters/local/b.ts";'],
    [
      "an operation that imports an adapter",
      "src/operations/a.ts",
      'const b = await import("../adapters/local/b.ts");',
    ],
    ["an adapter that imports an adapter", "src/adapters/local/a.ts", 'import { b } from "../pulumi/b.ts";'],
    ["an adapter that imports a stage", "src/adapters/local/a.ts", 'export * from "../../pipeline/plan/index.ts";'],
    ["the simulator that imports a kind", "src/simulator/a.ts", 'import { b } from "../kinds/b.ts";'],
    ["a kind that imports a kind", "plugins/rds/a.ts", 'import { b } from "../sqs/b.ts";'],
    ["a kind that imports a port", "plugins/rds/a.ts", 'import type { B } from "../../src/ports/b.ts";'],
    ["a command that imports a stage", "src/cli/commands/a.ts", 'import { b } from "../../pipeline/plan/index.ts";'],
    ["a command that runs a port", "src/cli/commands/a.ts", 'import { b } from "../../ports/b.ts";'],
    ["code that imports a test's fake", "src/operations/a.ts", 'import { b } from "../../test/fakes/b.ts";'],
    ["a command that composes by itself", "src/cli/commands/a.ts", 'await import("../../composition.ts");'],
    ["a layer that nobody knows", "src/services/a.ts", ""],
  ])("is broken by %s", (_name, path, text) => {
    expect(importFindings({ path, text })).toHaveLength(1);
  });

  test.each([
    ["a command that uses a port's type", "src/cli/commands/a.ts", 'import type { B } from "../../ports/b.ts";'],
    ["a command that uses a view", "src/cli/commands/a.ts", 'import { b } from "../views/b.ts";'],
    ["an adapter that uses its own file", "src/adapters/local/a.ts", 'import { b } from "./deep/b.ts";'],
    ["the composition root", "src/main.ts", 'import { b } from "./adapters/local/b.ts";'],
  ])("allows %s", (_name, path, text) => {
    expect(importFindings({ path, text })).toEqual([]);
  });
});
