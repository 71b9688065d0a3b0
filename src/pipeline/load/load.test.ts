import { describe, expect, test } from "bun:test";
import { memoryFiles } from "../../../test/fixtures/memory-files.ts";
import { request, runStages } from "../../../test/fixtures/run-stages.ts";
import type { ConfigurationRequest } from "../../model/configuration.ts";
import { load } from "./index.ts";

const stack = (name: string, spec = "{}") =>
  `apiVersion: core.deployer.io/v1\nkind: Stack\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
const service = (name: string) => `apiVersion: core.deployer.io/v1\nkind: Service\nmetadata: {name: ${name}}\n`;
const queue = (metadata: string) => `apiVersion: components.deployer.io/v1\nkind: Queue\nmetadata: {${metadata}}\n`;

const two = {
  "stacks/shop/stack.yaml": stack("shop"),
  "stacks/shop/services/cart/service.yaml": service("cart"),
  "stacks/shop/services/both/service.yaml": service("both"),
  "stacks/bank/stack.yaml": stack("bank"),
  "stacks/bank/services/both/service.yaml": service("both"),
};

/** The stack and environment that a request means, or the codes of why there is none. */
function chosen(contents: Record<string, string>, parts: Partial<ConfigurationRequest>): unknown {
  const { graph, diagnostics } = runStages(memoryFiles(contents), parts);
  return graph
    ? [String(graph.config.stackName), graph.config.environment as string | undefined]
    : diagnostics.map((each) => each.code);
}

describe("which stack is meant", () => {
  test.each<[string, Partial<ConfigurationRequest>, unknown]>([
    ["the named one", { stack: "bank" }, ["bank", undefined]],
    ["the one stood in", { workingFolder: "stacks/shop/services/cart" }, ["shop", undefined]],
    ["the named one, wherever one stands", { stack: "bank", workingFolder: "stacks/shop" }, ["bank", undefined]],
    ["the one with the service", { services: ["cart"] }, ["shop", undefined]],
    ["none that shares the service", { services: ["both"] }, ["STACK_AMBIGUOUS"]],
    ["none where nothing says", { workingFolder: "stacks" }, ["STACK_AMBIGUOUS"]],
    ["none that is misspelt", { stack: "shp" }, ["STACK_NOT_FOUND"]],
  ])("%s", (_name, parts, expected) => {
    expect(chosen(two, parts)).toEqual(expected);
  });

  test("the one of a component's service, and the only one", () => {
    const one = { "stacks/shop/stack.yaml": stack("shop") };
    expect(chosen(one, {})).toEqual(["shop", undefined]);
    expect(chosen(one, { workingFolder: "stacks/other" })).toEqual(["shop", undefined]);
    expect(load(memoryFiles(two), request({ components: ["cart/queue"] })).stackName as string).toBe("shop");
  });
});

describe("which environment is meant", () => {
  const bare = { "stacks/shop/stack.yaml": stack("shop") };
  const withFolders = {
    "stacks/shop/stack.yaml": stack("shop", "{defaultEnvironment: dev}"),
    "stacks/shop/environments/dev/values.yaml": "",
    "stacks/shop/environments/production/values.yaml": "",
  };
  test.each<[string, Record<string, string>, string | undefined, unknown]>([
    ["none", bare, undefined, ["shop", undefined]],
    ["any name while there is no folder", bare, "dev", ["shop", "dev"]],
    ["no name that could not be a folder's", bare, "../dev", ["INVALID_NAME"]],
    ["the default", withFolders, undefined, ["shop", "dev"]],
    ["the named one", withFolders, "production", ["shop", "production"]],
    ["none without a folder where others have one", withFolders, "prod", ["ENVIRONMENT_NOT_FOUND"]],
  ])("%s", (_name, contents, environment, expected) => {
    expect(chosen(contents, { environment })).toEqual(expected);
  });
});

describe("what is a document", () => {
  const base = { "stacks/shop/stack.yaml": stack("shop"), "stacks/shop/services/cart/service.yaml": service("cart") };
  const found = (contents: Record<string, string>, environment?: string) => {
    const raw = load(memoryFiles({ ...base, ...contents }), request({ environment }));
    expect(raw.diagnostics).toEqual([]);
    return raw;
  };

  test("several in one file, empty ones left out, with a BOM and with CRLF", () => {
    const text = `\ufeff# a comment\r\n---\r\n${queue("name: a, service: cart")}---\n# nothing\n---\n${queue("name: b, service: cart")}`;
    const documents = found({ "stacks/shop/anything.yml": text }).documents.filter((each) => each.kind === "Queue");
    expect(documents.map((each) => [each.metadata.name, each.index])).toEqual([
      ["a", 0],
      ["b", 2],
    ]);
    expect(documents[1]?.locate(["metadata", "name"])).toEqual({
      file: "stacks/shop/anything.yml",
      line: 11,
      column: 18,
    });
  });

  test("service from the folder, unless the document says otherwise", () => {
    const { documents } = found({
      "stacks/shop/services/cart/components/a/q.yaml": queue("name: a"),
      "stacks/shop/services/cart/components/b/q.yaml": queue("name: b, service: other"),
      "stacks/shop/services/mail/service.yaml": service("mail"),
    });
    expect(documents.filter((each) => each.kind === "Queue").map((each) => each.metadata.service)).toEqual([
      "cart",
      "other",
    ]);
  });

  test("neither config files, values, tests of policies, nor other environments", () => {
    const contents = {
      "stacks/shop/services/cart/components/a/q.yaml": queue("name: a"),
      "stacks/shop/services/cart/components/a/configs/app.yaml": "not: a document",
      "stacks/shop/services/cart/components/a/case.test.yaml": "not: a document",
      "stacks/shop/environments/dev/values.yaml": "A: 1",
      "stacks/shop/environments/dev/q.yaml": queue("name: a, service: cart"),
      "stacks/shop/environments/prod/q.yaml": "[ broken",
      "stacks/shop/services/configs/components/configs/q.yaml": queue("name: configs"),
    };
    const raw = found(contents, "dev");
    expect(raw.documents.filter((each) => each.kind === "Queue").map((each) => each.file)).toEqual([
      "stacks/shop/services/cart/components/a/q.yaml",
      "stacks/shop/services/configs/components/configs/q.yaml",
    ]);
    expect(raw.patches.length).toBe(1);
    expect(raw.values).toEqual({ A: 1 });
    expect([...raw.configFiles].map(([address, files]) => [String(address), files.map((each) => each.path)])).toEqual([
      ["cart/a", ["app.yaml"]],
    ]);
  });
});

describe("limits", () => {
  test("a file too large, a link that leaves, and too many files are findings", () => {
    const files = memoryFiles({ "stacks/shop/stack.yaml": stack("shop") });
    const listed = [
      ...files.list("stacks/shop"),
      { path: "stacks/shop/large.yaml", sizeBytes: 1024 * 1024 + 1, leavesRepository: false },
      { path: "stacks/shop/link.yaml", sizeBytes: 1, leavesRepository: true },
      { path: "stacks/shop/link", sizeBytes: 0, leavesRepository: true },
      ...Array.from({ length: 20_000 }, (_, index) => ({
        path: `stacks/shop/z${index}.txt`,
        sizeBytes: 1,
        leavesRepository: false,
      })),
    ];
    const raw = load({ ...files, list: (folder) => (folder === "stacks/shop" ? listed : []) }, request());
    expect(raw.diagnostics.map((each) => each.code).sort()).toEqual([
      "FILE_TOO_LARGE",
      "PATH_OUTSIDE_REPOSITORY",
      "PATH_OUTSIDE_REPOSITORY",
      "TOO_MANY_FILES",
    ]);
    expect(files.reads).toEqual(["stacks/shop/stack.yaml"]);
  });
});
