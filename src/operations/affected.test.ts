import { expect, test } from "bun:test";
import { registry } from "../../plugins/registry.ts";
import { memoryFiles } from "../../test/fixtures/memory-files.ts";
import { request } from "../../test/fixtures/run-stages.ts";
import { check } from "./check.ts";

const queue = (name: string, spec = "{}") =>
  `apiVersion: components.deployer.io/v1\nkind: SQS\nmetadata:\n  name: ${name}\nspec: ${spec}\n`;
const at = (name: string) => `stacks/shop/services/cart/components/${name}/sqs.yaml`;
const base = {
  "stacks/shop/stack.yaml": "apiVersion: core.deployer.io/v1\nkind: Stack\nmetadata:\n  name: shop\nspec: {}\n",
  "stacks/shop/services/cart/service.yaml":
    "apiVersion: core.deployer.io/v1\nkind: Service\nmetadata:\n  name: cart\nspec: {}\n",
  [at("first")]: queue("first"),
  [at("second")]: queue("second", "{dependsOn: [first]}"),
};
const checked = (
  now: Readonly<Record<string, string>>,
  parts: { withDependents?: boolean; services?: string[] } = {},
) => {
  const selection = { base: memoryFiles(base), withDependents: parts.withDependents ?? false, exclude: [] };
  const asked = request({ environment: "dev", services: parts.services ?? [] });
  return check({ files: memoryFiles(now), kinds: registry }, { ...asked, selection });
};
const without = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(base).filter(([path]) => path !== at(name)));

test("a run may delete what was deleted since the base, and nothing else that is recorded", () => {
  const graph = checked({ ...without("second"), [at("first")]: queue("first", "{fifo: true}") });
  expect([...graph.selected].map(String)).toEqual(["cart/first"]);
  expect(graph.config.request).toMatchObject({ services: [], components: ["cart/first", "cart/second"] });
});

test("a run without anything affected does not turn into one of everything", () => {
  const graph = checked(base);
  expect([graph.selected.size, graph.config.request.components.length]).toEqual([0, 1]);
  expect(checked(base, { services: ["cart"] }).config.request.services).toEqual([]);
});

test("dependents of what is affected join where they are asked for", () => {
  const now = { ...base, [at("first")]: queue("first", "{fifo: true}") };
  expect(checked(now).selected.size).toBe(1);
  expect(checked(now, { withDependents: true }).selected.size).toBe(2);
});
