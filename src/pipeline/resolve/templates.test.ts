import { describe, expect, test } from "bun:test";
import { memoryFiles } from "../../../test/fixtures/memory-files.ts";
import { request, runStages } from "../../../test/fixtures/run-stages.ts";
import { smallKinds } from "../../../test/fixtures/small-kinds.ts";
import { load } from "../load/index.ts";
import { resolve } from "./index.ts";

const document = (group: string, kind: string, rest: string) =>
  `apiVersion: ${group}.deployer.io/v1\nkind: ${kind}\n${rest}`;
const use = 'template: {name: web, version: v1, parameters: {tag: v7, stock: "${STOCK:-12}"}}\n';
const repository: Record<string, string> = {
  "templates/web/v1/template.yaml": document(
    "core",
    "Template",
    "spec:\n  parameters:\n    - {name: tag, required: true}\n    - {name: stock, type: number}\n    - {name: size}\n    - {name: path, default: /t}\n",
  ),
  "templates/web/v1/web.yaml": document(
    "components",
    "Web",
    'metadata:\n  labels: {from: template}\nspec:\n  image: app:${parameters.tag}\n  replicas: ${parameters.stock}\n  size: ${parameters.size}\n  health: {path: "${parameters.path}"}\n  environment:\n    - {name: A, value: "$${parameters.tag}"}\n    - {name: B, value: template}\n',
  ),
  "shared/base/1.0/service.yaml": document("core", "Service", "metadata:\n  labels: {team: shared, kept: shared}\n"),
  "stacks/shop/stack.yaml": document("core", "Stack", "metadata: {name: shop}\n"),
  "stacks/shop/infra/defaults.yaml": document(
    "infra",
    "InfraDefaults",
    "metadata: {}\nspec:\n  kinds:\n    Web: {image: defaults, size: large, health: {path: /d}}\n",
  ),
  "stacks/shop/services/cart/service.yaml": document(
    "core",
    "Service",
    'metadata: {name: cart, labels: {team: cart}}\ntemplate: {name: base, version: "1.0"}\n',
  ),
  "stacks/shop/services/cart/web.yaml": document(
    "components",
    "Web",
    `metadata: {name: web}\n${use}spec:\n  environment:\n    - {name: B, value: component}\n`,
  ),
};
const resolved = (changes: Record<string, string> = {}, environment?: string) =>
  resolve(load(memoryFiles({ ...repository, ...changes }), request({ environment })), smallKinds);

describe("a template", () => {
  test("lies above defaults and below the component", () => {
    const { components, diagnostics } = resolved();
    expect(diagnostics).toEqual([]);
    expect(components[0]?.spec).toEqual({
      image: "app:v7",
      size: "large",
      health: { path: "/t" },
      replicas: "12",
      environment: [
        { name: "A", value: "${parameters.tag}" },
        { name: "B", value: "component" },
      ],
    });
    expect(components[0]?.labels).toEqual({ team: "cart", kept: "shared", from: "template" });
    const { graph, diagnostics: found } = runStages(memoryFiles(repository));
    expect(found).toEqual([]);
    expect([...(graph?.components.values() ?? [])].find((each) => each.kind === "Web")?.spec.replicas).toBe(12);
  });

  test("is where its values stand", () => {
    const [web] = resolved().components;
    expect(web?.locate(["spec", "image"])).toEqual({ file: "templates/web/v1/web.yaml", line: 6, column: 10 });
    expect(web?.locate(["spec", "environment", 1, "value"]).file).toBe("stacks/shop/services/cart/web.yaml");
    expect(web?.locate(["spec", "size"]).file).toBe("stacks/shop/infra/defaults.yaml");
  });

  test("can be used differently in an environment", () => {
    const patch = document(
      "components",
      "Web",
      "metadata: {name: web, service: cart}\ntemplate: {parameters: {tag: v8, size: small}}\n",
    );
    const { components, diagnostics } = resolved({ "stacks/shop/environments/dev/web.yaml": patch }, "dev");
    expect(diagnostics).toEqual([]);
    expect(components[0]?.spec).toMatchObject({ image: "app:v8", size: "small" });
  });
});
