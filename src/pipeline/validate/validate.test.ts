import { describe, expect, test } from "bun:test";
import { memoryFiles } from "../../../test/fixtures/memory-files.ts";
import { runStages } from "../../../test/fixtures/run-stages.ts";

const document = (group: string, kind: string, metadata: string, spec = "{}") =>
  `apiVersion: ${group}.deployer.io/v1\nkind: ${kind}\nmetadata: {${metadata}}\nspec: ${spec}\n`;
const base = {
  "stacks/shop/stack.yaml": document("core", "Stack", "name: shop, labels: {owner: me}"),
  "stacks/shop/services/cart/service.yaml": document("core", "Service", "name: cart"),
};
const at = (name: string) => `stacks/shop/services/cart/components/${name}/it.yaml`;
const run = (contents: Record<string, string>, environment?: string) => {
  const { graph, diagnostics } = runStages(memoryFiles({ ...base, ...contents }), { environment });
  const components = new Map(
    [...(graph?.components ?? [])].map(([address, component]) => [String(address), component]),
  );
  return { components, found: diagnostics.map((each) => `${each.severity} ${each.code} ${each.line}:${each.column}`) };
};

describe("validate", () => {
  test("puts the kind's defaults in place, and adds the foundation that is required", () => {
    const { components, found } = run({
      [at("api")]: document("components", "Web", "name: api", "{image: a}"),
      [at("queue")]: document("components", "Queue", "name: queue", "{retries: 5}"),
      "stacks/shop/infra/networking.yaml": document("infra", "Networking", "", "{zones: 3}"),
    });
    expect(found).toEqual([]);
    expect([...components.keys()].sort()).toEqual([
      "cart/api",
      "cart/queue",
      "foundation/cluster",
      "foundation/network",
    ]);
    expect(components.get("cart/queue")).toMatchObject({
      spec: { fifo: false, retries: 5 },
      stateful: true,
      kindVersion: 1,
    });
    expect(components.get("cart/api")?.foundations.map(String)).toEqual(["foundation/cluster"]);
    expect(components.get("foundation/cluster")?.foundations.map(String)).toEqual(["foundation/network"]);
    expect(components.get("foundation/network")).toMatchObject({
      kind: "Networking",
      spec: { zones: 3 },
      labels: { owner: "me" },
    });
    expect(components.get("foundation/cluster")?.locate([]).file).toBe("stacks/shop/stack.yaml");
  });

  test("adds no foundation where nothing needs it", () => {
    const { components } = run({ [at("queue")]: document("components", "Queue", "name: queue") });
    expect([...components.keys()]).toEqual(["cart/queue"]);
  });

  test("gives a variable without a declared type the type that the field wants", () => {
    const spec = '{retries: "${R}", fifo: "${F:-True}", title: "${R}", list: ["${R:-1}"]}';
    const { components, found } = run(
      {
        "stacks/shop/environments/dev/values.yaml": "R: 0x5\n",
        [at("queue")]: document("components", "Queue", "name: queue", spec),
      },
      "dev",
    );
    expect(found).toEqual([]);
    expect(components.get("cart/queue")?.spec).toEqual({ retries: 5, fifo: true, title: "5", list: ["5"] });
  });

  test("and so for whether a component is there at all", () => {
    const { components, found } = run({
      [at("queue")]: document("components", "Queue", 'name: queue, enabled: "${ENABLED:-false}"'),
    });
    expect([found, components.size]).toEqual([[], 0]);
  });

  test("a quoted literal, a declared text and a part of a text stay texts", () => {
    const stack = '{variables: [{name: S, default: "5"}]}';
    const contents = { "stacks/shop/stack.yaml": document("core", "Stack", "name: shop", stack) };
    for (const retries of ["5", "${S}", "${S:-6}", "1${U:-2}", "${deployer.environment}"]) {
      const spec = `{retries: "${retries}"}`;
      const { found } = run(
        { ...contents, [at("queue")]: document("components", "Queue", "name: queue", spec) },
        "dev",
      );
      expect(found).toEqual(["error WRONG_TYPE 4:17"]);
    }
  });

  test("takes outputs of the types that a field can take", () => {
    const environment = (output: string) => `{name: A, value: {valueFrom: {component: store, output: ${output}}}}`;
    const web = `{image: a, key: {valueFrom: {component: store, output: url}}, environment: [${environment("port")}]}`;
    const contents = {
      [at("web")]: document("components", "Web", "name: web", web),
      [at("store")]: document("components", "Store", "name: store", "{existing: {url: x}}"),
    };
    const { components, found } = run(contents);
    expect(found).toEqual([]);
    expect(components.get("cart/store")).toMatchObject({ stateful: false, spec: { existing: { url: "x" } } });
    const store = document("components", "Store", "name: store", "{engine: big, backup: true}");
    const backup = web.replace("output: url", "output: backupUrl");
    const made = { [at("web")]: document("components", "Web", "name: web", backup), [at("store")]: store };
    expect(run(made).found).toEqual([]);
  });

  test("says nothing about a place whose variable has no value yet, and everything about the others", () => {
    const spec = '{retries: "${RETRIES}", fifo: "${FIFO}", list: 1}';
    expect(run({ [at("queue")]: document("components", "Queue", "name: queue", spec) }).found).toEqual([
      "warning VARIABLE_MISSING 4:17",
      "warning VARIABLE_MISSING 4:37",
      "error WRONG_TYPE 4:54",
    ]);
  });

  test("reports what many components inherit once, where it stands", () => {
    const contents = {
      [at("a")]: document("components", "Queue", "name: a"),
      [at("b")]: document("components", "Queue", "name: b"),
      "stacks/shop/infra/defaults.yaml": document(
        "infra",
        "InfraDefaults",
        "",
        "{kinds: {Queue: {fifoo: true, retries: 99}}}",
      ),
    };
    expect(run(contents).found).toEqual(["error UNKNOWN_FIELD 4:24", "error INVALID_VALUE 4:46"]);
  });

  test.each([
    ["{image: a, ports: {name: x}}", ["error WRONG_TYPE 4:25"]],
    ["{image: a, ports: [[]]}", ["error WRONG_TYPE 4:26"]],
    ["{image: a, health: []}", ["error WRONG_TYPE 4:26"]],
    ["{image: a, environment: [{name: A, value: 1}]}", ["error WRONG_TYPE 4:49"]],
    [
      "{image: a, environment: [{name: A, value: {valueFrm: 1}}]}",
      ["error MISSING_FIELD 4:42", "error UNKNOWN_FIELD 4:50"],
    ],
    ["{image: null}", ["error MISSING_FIELD 4:8"]],
    ["{image: a, replicas: yes}", ["error WRONG_TYPE 4:28"]],
  ])("%s gives %j", (spec, expected) => {
    expect(run({ [at("api")]: document("components", "Web", "name: api", spec) }).found).toEqual([...expected]);
  });

  test("a disabled service leaves its components out", () => {
    const { components, found } = run({
      "stacks/shop/services/mail/service.yaml": document("core", "Service", "name: mail, enabled: false"),
      "stacks/shop/services/mail/components/q/q.yaml": document("components", "Queue", "name: q", "{wrong: 1}"),
      [at("queue")]: document("components", "Queue", "name: queue", "{dependsOn: [mail/q]}"),
    });
    expect([...components.keys()]).toEqual(["cart/queue"]);
    expect(found).toEqual(["error DEPENDENCY_DISABLED 4:20"]);
  });
});
