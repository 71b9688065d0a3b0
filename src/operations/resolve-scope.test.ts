import { describe, expect, test } from "bun:test";
import { memoryFiles } from "../../test/fixtures/memory-files.ts";
import { request } from "../../test/fixtures/run-stages.ts";
import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import type { Scope } from "../model/address.ts";
import { resolveScope } from "./resolve-scope.ts";

const stack = (spec: string) => `apiVersion: core.deployer.io/v1\nkind: Stack\nmetadata: {name: shop}\nspec: ${spec}\n`;
const repository = (spec: string, file = "stack.yaml") =>
  memoryFiles({
    "stacks/shop/a.yaml": "kind: Other\n",
    [`stacks/shop/${file}`]: stack(spec),
    "stacks/shop/environments/dev/values.yaml": "",
    "stacks/shop/environments/production/values.yaml": "",
  });

describe("resolveScope", () => {
  test("reads nothing where stack and environment are named", () => {
    const files = repository("{}");
    expect(resolveScope({ files }, request({ stack: "shop", environment: "dev" }))).toEqual({
      stack: "shop",
      environment: "dev",
    } as Scope);
    expect(files.reads).toEqual([]);
  });

  test("reads the Stack document for the default environment, wherever it lies", () => {
    const files = repository("{defaultEnvironment: production}");
    expect(resolveScope({ files }, request()).environment as string).toBe("production");
    expect(files.reads).toEqual(["stacks/shop/stack.yaml"]);
    const other = repository("{defaultEnvironment: production}", "main.yml");
    expect(resolveScope({ files: other }, request()).environment as string).toBe("production");
  });

  test.each([
    ["{}", undefined, "ENVIRONMENT_REQUIRED"],
    ["{}", "prod", "ENVIRONMENT_NOT_FOUND"],
    ["{defaultEnvironment: prod}", undefined, "ENVIRONMENT_NOT_FOUND"],
  ])("with spec %s and --environment %p it is %s", (spec, environment, code) => {
    try {
      resolveScope({ files: repository(spec) }, request({ environment }));
      expect.unreachable();
    } catch (error) {
      const found = error instanceof ConfigurationError ? error.diagnostics : [];
      expect(found.map((each): string => each.code)).toEqual([code]);
    }
  });
});
