import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import * as v from "valibot";
import { answerCloud } from "../../test/kinds/answer-cloud.ts";
import { expectGolden } from "../../test/kinds/golden.ts";
import { readmeExamples } from "../../test/kinds/readme-examples.ts";
import { recordTranslation } from "../../test/kinds/record-translation.ts";
import { specIssues } from "../../test/kinds/spec-issues.ts";
import kind from "./index.ts";
import { clusterSpec } from "./schema.ts";

const address = "foundation/cluster";
const existing = { clusterArn: "arn:aws:ecs:eu-west-1:123456789012:cluster/shared", clusterName: "shared" };

describe("Cluster accepts", () => {
  for (const spec of [{}, { containerInsights: "disabled" }, { existing }]) {
    test(JSON.stringify(spec), () => expect(specIssues(kind, spec)).toEqual([]));
  }
});

describe("Cluster rejects", () => {
  const cases: [string, unknown, string][] = [
    ["an unknown field", { insights: true }, "insights"],
    ["an unknown value", { containerInsights: true }, "containerInsights"],
    ["an ARN of something else", { existing: { ...existing, clusterArn: "arn:aws:s3:::x" } }, "existing.clusterArn"],
    ["half a reference", { existing: { clusterArn: existing.clusterArn } }, "existing.clusterName"],
  ];
  for (const [name, spec, path] of cases) {
    test(name, () => {
      const issues = specIssues(kind, spec);
      expect(issues).toHaveLength(1);
      expect(issues[0]).toStartWith(`${path}: `);
    });
  }
});

describe("Cluster translates", () => {
  test("the default", async () => {
    const translation = await recordTranslation(kind, { spec: {}, address });
    await expectGolden(join(import.meta.dir, "golden", "default.json"), translation);
    expect(v.is(kind.outputs, translation.outputs)).toBe(true);
  });
  test("an existing cluster into no resource at all", async () => {
    expect(await recordTranslation(kind, { spec: { existing }, address })).toEqual({
      resources: [],
      outputs: existing,
    });
  });
});

describe("Cluster is", () => {
  const cases: [string | undefined, string][] = [
    ["ACTIVE", "healthy"],
    ["PROVISIONING", "inconclusive"],
    ["FAILED", "unhealthy"],
    ["INACTIVE", "unhealthy"],
    [undefined, "unhealthy"],
  ];
  for (const [status, result] of cases) {
    test(`${result} where AWS says ${status}`, async () => {
      const ask = answerCloud({ "ecs:cluster": status === undefined ? undefined : { status } });
      expect((await kind.health({ spec: v.parse(clusterSpec, {}), outputs: existing, ask })).result).toBe(
        result as "healthy",
      );
    });
  }
});

test("Cluster accepts every example of its README", () => {
  const examples = readmeExamples(import.meta.dir);
  expect(examples.length).toBeGreaterThan(1);
  expect(examples.map((spec) => specIssues(kind, spec))).toEqual(examples.map(() => []));
});
