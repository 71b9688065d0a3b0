import { describe, expect, test } from "bun:test";
import { memoryFiles } from "../../../test/fixtures/memory-files.ts";
import { request } from "../../../test/fixtures/run-stages.ts";
import { smallKinds } from "../../../test/fixtures/small-kinds.ts";
import { makeAddress } from "../../model/address.ts";
import type { ConfigurationRequest, ResolvedConfig } from "../../model/configuration.ts";
import type { JsonPath } from "../../model/json.ts";
import { load } from "../load/index.ts";
import { resolve } from "./index.ts";

const core = "apiVersion: core.deployer.io/v1\n";
const infra = "apiVersion: infra.deployer.io/v1\n";
const components = "apiVersion: components.deployer.io/v1\n";
const root = "stacks/shop/";
const api = `${root}services/cart/components/api/`;

const repository: Record<string, string> = {
  [`${root}stack.yaml`]: `${core}kind: Stack
metadata:
  name: shop
  labels: {owner: platform, tier: stack}
spec:
  provider: {region: eu-west-1}
  variables:
    - {name: REPLICAS, type: number, default: 2}
    - {name: DEBUG, type: boolean, default: false}
    - {name: NAME, default: declared}
`,
  [`${root}infra/defaults.yaml`]: `${infra}kind: InfraDefaults
metadata: {}
spec:
  labels: {tier: defaults, where: "\${deployer.component}"}
  cluster: {insights: false}
  kinds:
    Web:
      one: stack
      two: stack
      three: stack
      list:
        - {name: base, from: stack}
`,
  [`${root}infra/networking.yaml`]: `${infra}kind: Networking\nmetadata: {}\nspec: {zones: 3}\n`,
  [`${root}services/cart/service.yaml`]: `${core}kind: Service
metadata:
  name: cart
  labels: {tier: service, team: cart}
`,
  [`${root}services/cart/infra/defaults.yaml`]: `${infra}kind: ServiceInfraDefaults
metadata: {}
spec:
  kinds:
    Web:
      two: service
      three: null
`,
  [`${api}web.yaml`]: `${components}kind: Web
metadata:
  name: api
  description: The API
  labels: {tier: component}
spec:
  image: \${NAME}
  four: component
  replicas: \${REPLICAS}
  list:
    - {name: own, from: component}
  dependsOn: [queue, "cart/other"]
  env:
    - name: URL
      valueFrom: {component: queue, output: url}
`,
  [`${api}infra.yaml`]: `${infra}kind: ComponentInfra
metadata: {name: api}
spec:
  five: infra
  six: infra
`,
  [`${api}configs/nested/app.conf`]: "name=${deployer.component}\nliteral=$${NAME}\n",
  [`${root}services/cart/components/queue/queue.yaml`]: `${components}kind: Queue\nmetadata: {name: queue}\n`,
  [`${root}environments/dev/values.yaml`]: "NAME: from-values\nREPLICAS: 4\n",
  [`${root}environments/dev/some/where.yaml`]: `${components}kind: Web
metadata: {name: api, service: cart}
spec:
  four: dev
  list:
    - {name: own, more: dev}
---
${infra}kind: ComponentInfra
metadata: {name: api, service: cart}
spec: {six: dev}
---
${components}kind: Queue
metadata: {name: queue, service: cart, enabled: false}
`,
  [`${root}environments/prod/values.yaml`]: "NAME: prod\n",
};

const run = (parts: Partial<ConfigurationRequest> = {}, changes: Record<string, string> = {}): ResolvedConfig =>
  resolve(load(memoryFiles({ ...repository, ...changes }), request({ environment: "dev", ...parts })), new Map());
const component = (resolved: ResolvedConfig, name = "api") => {
  const found = resolved.components.find((each) => each.address === makeAddress("cart", name));
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};

describe("resolve", () => {
  test("merges the layers, the weakest first", () => {
    const resolved = run();
    expect(resolved.diagnostics).toEqual([]);
    expect(component(resolved).spec).toEqual({
      one: "stack",
      two: "service",
      four: "dev",
      five: "infra",
      six: "dev",
      image: "from-values",
      replicas: 4,
      list: [
        { name: "base", from: "stack" },
        { name: "own", from: "component", more: "dev" },
      ],
      env: [{ name: "URL", valueFrom: { component: "queue", output: "url" } }],
    });
    expect(String(resolved.region)).toBe("eu-west-1");
  });

  test.each<[JsonPath, string]>([
    [["spec", "one"], `${root}infra/defaults.yaml:9:12`],
    [["spec", "two"], `${root}services/cart/infra/defaults.yaml:7:12`],
    [["spec", "image"], `${api}web.yaml:8:10`],
    [["spec", "five"], `${api}infra.yaml:5:9`],
    [["spec", "six"], `${root}environments/dev/some/where.yaml:12:13`],
    [["spec", "four"], `${root}environments/dev/some/where.yaml:5:9`],
    [["spec", "list", 0, "from"], `${root}infra/defaults.yaml:13:30`],
    [["spec", "list", 1, "from"], `${api}web.yaml:12:25`],
    [["spec", "list", 1, "more"], `${root}environments/dev/some/where.yaml:7:25`],
    [["spec", "nothing"], `${root}environments/dev/some/where.yaml:4:1`],
    [["metadata", "labels", "tier"], `${api}web.yaml:6:18`],
  ])("finds %p in the strongest layer that holds it", (path, place) => {
    const at = component(run()).locate(path);
    expect(`${at.file}:${at.line}:${at.column}`).toBe(place);
  });

  test("takes references, labels, description and config files out of the documents", () => {
    const found = component(run());
    expect(found.dependsOn.map((each) => [String(each.component), each.path])).toEqual([
      ["cart/queue", ["spec", "dependsOn", 0]],
      ["cart/other", ["spec", "dependsOn", 1]],
    ]);
    expect(found.references.map((each) => [String(each.component), each.output, each.path])).toEqual([
      ["cart/queue", "url", ["spec", "env", 0, "valueFrom"]],
    ]);
    expect(found.labels).toEqual({ owner: "platform", tier: "component", where: "api", team: "cart" });
    expect(found.description).toBe("The API");
    expect(found.configFiles).toEqual([{ path: "nested/app.conf", content: "name=api\nliteral=${NAME}\n" }]);
  });

  test("lays the environment's config files over the component's, by the place of either", () => {
    const at = (path: string) => `${root}environments/dev/${path}`;
    const changes = {
      [at("services/cart/components/api/configs/nested/app.conf")]: "env=${deployer.environment}",
      [at("services/cart/components/api/configs/added.yaml")]: "a: 1",
      [at("some/configs/other.conf")]: "beside the patch",
      [`${root}environments/prod/services/cart/components/api/configs/not-here`]: "",
    };
    const resolved = run({}, changes);
    expect(resolved.diagnostics).toEqual([]);
    expect(component(resolved).configFiles).toEqual([
      { path: "added.yaml", content: "a: 1" },
      { path: "nested/app.conf", content: "env=dev" },
      { path: "other.conf", content: "beside the patch" },
    ]);
  });

  test("merges a list by the key that its schema names, and says where each item stands", () => {
    const patch = `${root}environments/dev/routes.yaml`;
    const web = `${components}kind: Web\nmetadata: {name: w, service: cart}\nspec:\n  routes:\n`;
    const files = {
      [`${root}infra/defaults.yaml`]: `${infra}kind: InfraDefaults\nmetadata: {}\nspec:\n  kinds:\n    Web:\n      routes: [{path: /z, to: z}]\n`,
      [`${root}services/cart/w.yaml`]: `${web}    - {path: /a, to: one}\n    - {path: /b, to: two}\n`,
      [patch]: `${web}    - {path: /b, to: dev}\n    - {path: /a, $patch: delete}\n`,
    };
    const resolved = resolve(
      load(memoryFiles({ ...repository, ...files }), request({ environment: "dev" })),
      smallKinds,
    );
    expect(component(resolved, "w").spec.routes).toEqual([
      { path: "/z", to: "z" },
      { path: "/b", to: "dev" },
    ]);
    expect(component(resolved, "w").locate(["spec", "routes", 1, "to"])).toEqual({ file: patch, line: 6, column: 22 });
  });

  test("what exists already inherits nothing that says how to make it", () => {
    const store = `${components}kind: Web\nmetadata: {name: w, service: cart}\nspec:\n  existing: {url: x}\n`;
    const own = component(run({}, { [`${root}services/cart/w.yaml`]: store }), "w");
    expect(own.spec).toEqual({ existing: { url: "x" } });
  });

  test("leaves out what the environment disables, and describes the foundation", () => {
    const resolved = run();
    expect([...resolved.disabled].map(String)).toEqual(["cart/queue"]);
    expect(resolved.foundations.get("network")?.spec).toEqual({ zones: 3 });
    expect(resolved.foundations.get("cluster")?.spec).toEqual({ insights: false });
    expect(resolved.foundations.get("cluster")?.locate(["spec", "insights"]).file).toBe(`${root}infra/defaults.yaml`);
    expect(run({ environment: "prod" }).disabled.size).toBe(0);
  });

  test.each<[string, Partial<ConfigurationRequest>, string]>([
    ["the declared default", { environment: undefined }, "declared"],
    ["values.yaml", {}, "from-values"],
    ["DEPLOYER_VAR_*", { environmentVariables: { NAME: "process" } }, "process"],
    [
      "the last --var-file",
      { environmentVariables: { NAME: "process" }, variableFiles: [{ NAME: "one" }, { NAME: "two" }] },
      "two",
    ],
    ["--var", { variableFiles: [{ NAME: "one" }], variables: { NAME: "flag" } }, "flag"],
  ])("takes a variable from %s", (_name, parts, expected) => {
    expect(component(run(parts)).spec.image).toBe(expected);
  });

  test.each<[string, unknown]>([
    ["${REPLICAS}", 4],
    ['"${REPLICAS}"', 4],
    ['"${REPLICAS} of ${NAME}"', "4 of from-values"],
    ["${DEBUG}", false],
    ["${NAME}", "from-values"],
    ["${NONE:-5}", "5"],
    ["${NONE:-}", ""],
    ["${EMPTY:-filled}", "filled"],
    ["${NAME:-unused}", "from-values"],
    ['"$${NAME}"', "${NAME}"],
    ['"$${NAME} $NAME ${NAME}$"', "${NAME} $NAME from-values$"],
    [
      "${deployer.stack}/${deployer.environment}/${deployer.region}/${deployer.service}/${deployer.component}",
      "shop/dev/eu-west-1/cart/api",
    ],
    ["${LITERAL}", "${NAME}: {a: b}"],
    ["{${NAME}: 1}", undefined],
  ])("reads %s as %p", (text, expected) => {
    const web = `${components}kind: Web\nmetadata: {name: api}\nspec:\n  value: ${text}\n`;
    const resolved = run({ variables: { EMPTY: "", LITERAL: "${NAME}: {a: b}" } }, { [`${api}web.yaml`]: web });
    if (expected !== undefined) expect(resolved.diagnostics).toEqual([]);
    expect(resolved.components.find((each) => String(each.address) === "cart/api")?.spec.value).toEqual(
      expected as never,
    );
  });
});
