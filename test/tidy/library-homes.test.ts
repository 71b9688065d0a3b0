import { describe, expect, test } from "bun:test";
import { type Exception, unexcused } from "./finding.ts";
import { libraryFindings } from "./library-homes.ts";
import { shippedFiles } from "./source-files.ts";

const exceptions: readonly Exception[] = [];

describe("library homes", () => {
  test("hold for every shipped file", () => {
    expect(unexcused(shippedFiles().flatMap(libraryFindings), exceptions)).toEqual([]);
  });

  test.each([
    ["yaml outside of loading", "src/pipeline/plan/a.ts", 'import { parse } from "yaml";'],
    ["toposort outside of the graph", "src/model/a.ts", 'import toposort from "toposort";'],
    ["listr2 in a command", "src/cli/commands/a.ts", 'import { Listr } from "listr2";'],
    ["citty in an operation", "src/operations/a.ts", 'import { defineCommand } from "citty";'],
    ["consola in a command", "src/cli/commands/a.ts", 'import { consola } from "consola";'],
    ["@pulumi/aws in the engine adapter", "src/adapters/pulumi/a.ts", 'import * as sqs from "@pulumi/aws/sqs";'],
    ["@pulumi/pulumi run by the kind contract", "src/kinds/a.ts", 'import { output } from "@pulumi/pulumi";'],
    ["grpc in a kind", "plugins/rds/a.ts", 'import * as grpc from "@grpc/grpc-js";'],
    ["the disk in a stage", "src/pipeline/load/a.ts", 'import { readFileSync } from "node:fs";'],
    ["a library without a home", "src/adapters/local/a.ts", 'import left from "left-pad";'],
    ["a library loaded dynamically", "src/operations/a.ts", 'await import("listr2");'],
  ])("are broken by %s", (_name, path, text) => {
    expect(libraryFindings({ path, text })).toHaveLength(1);
  });

  test.each([
    ["types of @pulumi/pulumi in the kind contract", "src/kinds/a.ts", 'import type { Output } from "@pulumi/pulumi";'],
    ["a path of a library", "plugins/sqs/a.ts", 'import * as sqs from "@pulumi/aws/sqs";'],
    ["hashing in the model", "src/model/a.ts", 'import { createHash } from "node:crypto";'],
  ])("allow %s", (_name, path, text) => {
    expect(libraryFindings({ path, text })).toEqual([]);
  });
});
