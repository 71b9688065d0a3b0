import { afterEach, beforeEach, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runIn } from "../../test/fakes/run-in.ts";

let folder = "";
const components = "stacks/shop/services/cart/components/queue";
const untidy: Readonly<Record<string, string>> = {
  "stacks/shop/stack.yaml": "kind: Stack\napiVersion: core.deployer.io/v1\nmetadata:\n    name: shop\nspec: {}\n",
  "stacks/shop/environments/dev/values.yaml": "A: 1 # one\n",
  [`${components}/sqs.yaml`]:
    "apiVersion: components.deployer.io/v1\nkind: SQS\nmetadata:\n  name: queue\nspec:\n  fifo: false\n",
  [`${components}/infra.yaml`]:
    "apiVersion: infra.deployer.io/v1\nkind: ComponentInfra\nmetadata:\n  name: queue\nspec:\n  delaySeconds: 1\n  fifo: false\n",
  [`${components}/configs/app.yaml`]: "b:\n      a: 1\n",
  "stacks/other/stack.yaml": "kind: Stack\napiVersion: core.deployer.io/v1\nmetadata:\n  name: other\nspec: {}\n",
};
const read = (path: string) => readFileSync(join(folder, path), "utf8");
const readAll = () => Object.fromEntries(Object.keys(untidy).map((path) => [path, read(path)]));
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const fmt = (...argv: readonly string[]) => runIn({ folder }, "fmt", ...argv);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fmt-"));
  for (const [path, text] of Object.entries(untidy)) write(path, text);
});
afterEach(() => rmSync(folder, { recursive: true }));

test("fmt --check names what would change, changes nothing, and exits with 1", async () => {
  const { code, stdout } = await fmt("--check");
  expect([code, readAll()]).toEqual([1, untidy]);
  expect(stdout).toBe(
    `3 files of 5 would be formatted:
  stacks/other/stack.yaml
  ${components}/infra.yaml
  stacks/shop/stack.yaml
`,
  );
});

test("fmt writes what changes, keeps permissions, and leaves configs/ to the application", async () => {
  chmodSync(join(folder, "stacks/shop/stack.yaml"), 0o640);
  expect((await fmt()).code).toBe(0);
  expect(read("stacks/shop/stack.yaml")).toBe(
    "apiVersion: core.deployer.io/v1\nkind: Stack\nmetadata:\n  name: shop\nspec: {}\n",
  );
  expect(statSync(join(folder, "stacks/shop/stack.yaml")).mode & 0o777).toBe(0o640);
  expect(read(`${components}/infra.yaml`)).toEndWith("spec:\n  fifo: false\n  delaySeconds: 1\n");
  expect(read(`${components}/configs/app.yaml`)).toBe(untidy[`${components}/configs/app.yaml`] ?? "");
  expect(readdirSync(join(folder, components)).sort()).toEqual(["configs", "infra.yaml", "sqs.yaml"]);
  const again = await fmt("--check", "--json");
  expect([again.code, JSON.parse(again.stdout).result.changed]).toEqual([0, []]);
});

test("fmt formats templates, which belong to no stack", async () => {
  write("templates/web/v1/sqs.yaml", "kind: SQS\napiVersion: components.deployer.io/v1\n");
  write("templates/notes.yaml", "b:\n     a: 1\n");
  await fmt("--stack", "other");
  expect(read("templates/web/v1/sqs.yaml")).toStartWith("kind");
  await fmt();
  expect(read("templates/web/v1/sqs.yaml")).toBe("apiVersion: components.deployer.io/v1\nkind: SQS\n");
  expect(read("templates/notes.yaml")).toBe("b:\n     a: 1\n");
});

test("fmt --stack formats that stack only", async () => {
  expect((await fmt("--stack", "other")).code).toBe(0);
  expect(read("stacks/shop/stack.yaml")).toBe(untidy["stacks/shop/stack.yaml"] ?? "");
  expect((await fmt("--stack", "nobody")).code).toBe(3);
});

test("fmt reports a broken file, leaves it alone, and formats the others", async () => {
  const broken = "kind: [\n";
  write(`${components}/sqs.yaml`, broken);
  const { code, stderr } = await fmt();
  expect([code, read(`${components}/sqs.yaml`)]).toEqual([3, broken]);
  expect(stderr).toContain(`${components}/sqs.yaml:`);
  expect(read("stacks/shop/stack.yaml")).toStartWith("apiVersion");
});
