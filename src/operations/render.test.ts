import { describe, expect, test } from "bun:test";
import { parseAllDocuments } from "yaml";
import { registry } from "../../plugins/registry.ts";
import { memoryFiles } from "../../test/fixtures/memory-files.ts";
import { request } from "../../test/fixtures/run-stages.ts";
import type { ConfigurationRequest } from "../model/configuration.ts";
import { formatPath } from "../model/json.ts";
import { originText, render } from "./render.ts";

const cart = "stacks/shop/services/cart";
const repository = {
  "stacks/shop/stack.yaml": `apiVersion: core.deployer.io/v1
kind: Stack
metadata:
  name: shop
  labels:
    team: shop
    tier: low
spec:
  variables:
    - name: RETRIES
      type: number
`,
  "stacks/shop/infra/defaults.yaml": `apiVersion: infra.deployer.io/v1
kind: InfraDefaults
metadata: {}
spec:
  labels:
    tier: middle
  kinds:
    SQS:
      delaySeconds: 1
      receiveWaitSeconds: 1
`,
  [`${cart}/service.yaml`]: `apiVersion: core.deployer.io/v1
kind: Service
metadata:
  name: cart
  labels:
    owner: carol
spec: {}
`,
  [`${cart}/infra/defaults.yaml`]: `apiVersion: infra.deployer.io/v1
kind: ServiceInfraDefaults
metadata:
  service: cart
spec:
  kinds:
    SQS:
      receiveWaitSeconds: 2
      maxMessageSizeBytes: 2048
`,
  [`${cart}/components/queue/sqs.yaml`]: `apiVersion: components.deployer.io/v1
kind: SQS
metadata:
  name: queue
spec:
  maxMessageSizeBytes: 4096
  visibilityTimeoutSeconds: 10
  deadLetter:
    maxReceives: \${RETRIES}
`,
  [`${cart}/components/queue/infra.yaml`]: `apiVersion: infra.deployer.io/v1
kind: ComponentInfra
metadata:
  name: queue
spec:
  visibilityTimeoutSeconds: 20
  messageRetentionSeconds: 600
`,
  "templates/slow/v1/template.yaml": `apiVersion: core.deployer.io/v1
kind: Template
spec:
  parameters:
    - name: delay
      type: number
`,
  "templates/slow/v1/sqs.yaml": `apiVersion: components.deployer.io/v1
kind: SQS
metadata:
  labels:
    speed: slow
spec:
  delaySeconds: \${parameters.delay}
  receiveWaitSeconds: 9
`,
  [`${cart}/components/templated/sqs.yaml`]: `apiVersion: components.deployer.io/v1
kind: SQS
metadata:
  name: templated
template:
  name: slow
  version: v1
  parameters:
    delay: 8
spec:
  receiveWaitSeconds: 10
`,
  [`${cart}/components/other/sqs.yaml`]: `apiVersion: components.deployer.io/v1
kind: SQS
metadata:
  name: other
spec:
  dependsOn: [queue]
`,
  "stacks/shop/environments/dev/queue.yaml": `apiVersion: components.deployer.io/v1
kind: SQS
metadata:
  name: queue
  service: cart
  labels:
    tier: high
spec:
  messageRetentionSeconds: 700
`,
};

const rendered = (parts: Partial<ConfigurationRequest> = {}, origins = true) =>
  render(
    { files: memoryFiles(repository), kinds: registry },
    request({ environment: "dev", variables: { RETRIES: "7" }, ...parts }),
    { origins },
  );

const originsOf = (address: string): Record<string, string> => {
  const queue = rendered().components.find((each) => each.address === address);
  return Object.fromEntries((queue?.origins ?? []).map(({ path, origin }) => [formatPath(path), originText(origin)]));
};

describe("render", () => {
  test.each([
    ["a kind's default", "spec.fifo", "kind default"],
    ["a default inside of what was written", "spec.deadLetter.retentionSeconds", "kind default"],
    ["InfraDefaults", "spec.delaySeconds", "stacks/shop/infra/defaults.yaml:9"],
    ["ServiceInfraDefaults over InfraDefaults", "spec.receiveWaitSeconds", `${cart}/infra/defaults.yaml:8`],
    ["the component over its service", "spec.maxMessageSizeBytes", `${cart}/components/queue/sqs.yaml:6`],
    ["ComponentInfra over the component", "spec.visibilityTimeoutSeconds", `${cart}/components/queue/infra.yaml:6`],
    ["the environment over all", "spec.messageRetentionSeconds", "stacks/shop/environments/dev/queue.yaml:9"],
    ["a variable where it is used", "spec.deadLetter.maxReceives", `${cart}/components/queue/sqs.yaml:9`],
    ["a label of the stack", "metadata.labels.team", "stacks/shop/stack.yaml:6"],
    ["a label of the service", "metadata.labels.owner", `${cart}/service.yaml:6`],
    ["a label of the environment", "metadata.labels.tier", "stacks/shop/environments/dev/queue.yaml:7"],
    ["what nobody wrote", "metadata.stack", "implied"],
  ])("names the place of %s", (_name, path, place) => {
    expect(originsOf("cart/queue")[path]).toBe(place);
  });

  test.each([
    ["the component over a template", "spec.receiveWaitSeconds", `${cart}/components/templated/sqs.yaml:11`],
    ["a template's label", "metadata.labels.speed", "templates/slow/v1/sqs.yaml:5"],
    ["a template's parameter where it is used", "spec.delaySeconds", "templates/slow/v1/sqs.yaml:7"],
    ["what a template lies above", "spec.maxMessageSizeBytes", `${cart}/infra/defaults.yaml:9`],
  ])("names the place of %s", (_name, path, place) => {
    expect(originsOf("cart/templated")[path]).toBe(place);
  });

  test("knows the origin of every value", () => {
    for (const { origins, document } of rendered().components) {
      expect(origins.length).toBeGreaterThan(3);
      for (const { path } of origins) expect(path.length > 0 && document !== undefined).toBe(true);
    }
    const other = rendered().components.find((each) => each.address === "cart/other");
    const place = other?.origins.find(({ path }) => formatPath(path) === "spec.dependsOn[0]")?.origin;
    expect(place && originText(place)).toBe(`${cart}/components/other/sqs.yaml:6`);
  });

  test("gives documents that read back as they are, with and without the places", () => {
    for (const origins of [true, false]) {
      const report = rendered({}, origins);
      const read = parseAllDocuments(report.yaml()).map((each) => each.toJS() as unknown);
      expect(read).toEqual(report.components.map((each) => each.document));
    }
    expect(rendered({}, false).yaml()).not.toContain(".yaml:");
    expect(rendered({}, true).yaml()).toContain("fifo: false # kind default");
  });

  test("is narrowed to services and components", () => {
    const addresses = (parts: Partial<ConfigurationRequest>) => rendered(parts).components.map((each) => each.address);
    expect(addresses({}).map(String).sort()).toEqual(["cart/other", "cart/queue", "cart/templated"]);
    expect(addresses({ components: ["other"] }).map(String)).toEqual(["cart/other"]);
    expect(addresses({ services: ["cart"] })).toHaveLength(3);
  });

  test("needs an environment", () => {
    expect(() => rendered({ environment: undefined })).toThrow();
  });
});
