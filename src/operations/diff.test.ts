import { describe, expect, test } from "bun:test";
import { registry } from "../../plugins/registry.ts";
import { memoryFiles } from "../../test/fixtures/memory-files.ts";
import { request } from "../../test/fixtures/run-stages.ts";
import { expectGolden } from "../../test/golden/golden-file.ts";
import { diffJson, diffView } from "../cli/views/diff-view.ts";
import { makeStyle } from "../cli/views/style.ts";
import { diff } from "./diff.ts";

const queue = (name: string, spec: string) => `apiVersion: components.deployer.io/v1
kind: SQS
metadata: { name: ${name}, service: cart }
${spec}
`;
const files = memoryFiles({
  "stacks/shop/stack.yaml":
    "apiVersion: core.deployer.io/v1\nkind: Stack\nmetadata: { name: shop }\nspec: { provider: { region: us-east-1 } }\n",
  "stacks/shop/services/cart/service.yaml":
    "apiVersion: core.deployer.io/v1\nkind: Service\nmetadata: { name: cart }\nspec: {}\n",
  "stacks/shop/services/cart/components/first/sqs.yaml": queue("first", "spec:\n  delaySeconds: 1"),
  "stacks/shop/services/cart/components/second/sqs.yaml": queue("second", "spec: {}"),
  "stacks/shop/services/cart/components/third/sqs.yaml": queue("third", "spec: {}"),
  "stacks/shop/environments/staging/third.yaml": `apiVersion: components.deployer.io/v1
kind: SQS
metadata: { name: third, service: cart, enabled: false }
`,
  "stacks/shop/environments/production/first.yaml": queue("first", "spec:\n  delaySeconds: 5\n  fifo: false"),
  "stacks/shop/environments/production/second.yaml": `apiVersion: components.deployer.io/v1
kind: SQS
metadata:
  name: second
  service: cart
  labels:
    tier: gold
spec: {}
`,
});
const compare = (left: string, right: string) => diff({ files, kinds: registry }, request(), [left, right]);

describe("diff", () => {
  test("lists what one environment has, and every value that differs with its place", () => {
    const report = compare("staging", "production");
    expect(report.onlyLeft).toEqual([]);
    expect(report.onlyRight.map(String)).toEqual(["cart/third"]);
    const entries = report.changed.flatMap((each) => each.entries.map((entry) => `${each.address} ${entry.place}`));
    expect(entries).toEqual(["cart/first spec.delaySeconds", "cart/second metadata.labels.tier"]);
    expectGolden("views/diff.txt", diffView(report, makeStyle({ width: 100, colour: false })));
    expectGolden("views/diff.json", `${JSON.stringify(diffJson(report), null, 2)}\n`);
  });

  test("is the same the other way round", () => {
    const report = compare("production", "staging");
    expect(report.onlyLeft.map(String)).toEqual(["cart/third"]);
    expect(report.changed).toHaveLength(2);
  });

  test("finds nothing between an environment and itself", () => {
    const report = compare("staging", "staging");
    expect([report.onlyLeft, report.onlyRight, report.changed]).toEqual([[], [], []]);
    expect(diffView(report, makeStyle({ width: 100, colour: false }))).toContain("are the same");
  });

  test("refuses an environment that does not exist", () => {
    expect(() => compare("staging", "prodution")).toThrow();
  });
});
