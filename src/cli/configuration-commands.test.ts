import { describe, expect, test } from "bun:test";
import { resolve } from "node:path";
import { runIn } from "../../test/fakes/run-in.ts";

const example = resolve(import.meta.dir, "../../examples/notification-platform");

const run = (...argv: readonly string[]) => runIn({ folder: example }, ...argv);
const version = ["--var", "VERSION=v1"];

describe("deployer render", () => {
  test("prints YAML, and JSON with the places of all values", async () => {
    const plain = await run("render", "-e", "production", "--component", "queue", ...version);
    expect([plain.code, plain.stderr]).toEqual([0, ""]);
    expect(plain.stdout).toStartWith(
      "# notification-service/queue\napiVersion: components.deployer.io/v1\nkind: SQS\n",
    );
    const { code, stdout } = await run("render", "-e", "production", "--provenance", "--json", ...version);
    const { result } = JSON.parse(stdout);
    expect([code, result.documents.length]).toEqual([0, 5]);
    const tag = {
      address: "notification-service/api",
      path: "spec.image.tag",
      line: 12,
      column: 10,
      source: "document",
    };
    expect(result.provenance).toContainEqual(expect.objectContaining(tag));
    const byKind = { path: "spec.fifo", file: null, line: null, column: null, source: "kind default" };
    expect(result.provenance).toContainEqual(expect.objectContaining(byKind));
  });

  test("fails as validate does", async () => {
    expect((await run("render", "-e", "production")).code).toBe(3);
  });
});

describe("deployer diff", () => {
  test.each([
    [["diff", "development", "production"]],
    [["diff", "-e", "development", "-e", "production"]],
    [["diff", "production", "-e", "development"]],
  ])("%j", async (argv) => {
    const { code, stdout, stderr } = await run(...argv, ...version);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toStartWith("notification-platform: development and production\n");
    expect((await run(...argv, "--detailed-exitcode", ...version)).code).toBe(2);
    expect(JSON.parse((await run(...argv, "--json", ...version)).stdout).result.components).toHaveLength(2);
  });

  test.each([
    [["diff"]],
    [["diff", "production"]],
    [["diff", "production", "production"]],
    [["diff", "-e", "a", "-e", "b", "-e", "c"]],
  ])("%j is wrong usage", async (argv) => {
    expect((await run(...argv)).code).toBe(64);
  });
});
