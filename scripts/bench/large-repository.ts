import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { registry } from "../../plugins/registry.ts";
import { LocalStateStore } from "../../src/adapters/local/local-state-store.ts";
import { findRepository } from "../../src/adapters/repository/index.ts";
import { outputNames, type UpstreamComponent, usedOutputs } from "../../src/kinds/program.ts";
import type { Address } from "../../src/model/address.ts";
import type { ValidComponent } from "../../src/model/configuration.ts";
import { fingerprint } from "../../src/model/fingerprint.ts";
import type { OutputValue } from "../../src/model/output-value.ts";
import type { ComponentRecord, StateSnapshot } from "../../src/model/state.ts";
import { check } from "../../src/operations/check.ts";

/** Twenty components a service: 14 queues, 4 services that use a queue and a database each, and 2 databases. */
const componentsPerService = 20;

/** Writes a deployment repository of so many components. */
export function writeRepository(folder: string, components: number): void {
  const write = (path: string, text: string): void => {
    const file = join(folder, "stacks/large", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write("stack.yaml", document("core", "Stack", { name: "large" }, "  provider: {name: aws, region: us-east-1}\n"));
  for (let index = 0; index < components; index++) {
    const service = `service-${Math.floor(index / componentsPerService)}`;
    const place = index % componentsPerService;
    if (place === 0)
      write(
        `services/${service}/service.yaml`,
        document("core", "Service", { name: service, stack: "large" }, "  {}\n"),
      );
    const name = `c${place}`;
    const { kind, spec } = component(place);
    const path = `services/${service}/components/${name}/${kind.toLowerCase()}.yaml`;
    write(path, document("components", kind, { name, service, stack: "large" }, spec));
  }
}

function component(place: number): { readonly kind: string; readonly spec: string } {
  if (place < 14) return { kind: "SQS", spec: `  visibilityTimeoutSeconds: ${30 + place}\n` };
  if (place < 16)
    return { kind: "RDS", spec: `  engine:\n    type: postgres\n    version: "16"\n  database:\n    name: data\n` };
  return {
    kind: "MicroService",
    spec: `  image:
    repository: 123456789012.dkr.ecr.us-east-1.amazonaws.com/app
    tag: v1
  ports:
    - name: http
      port: 8080
  environment:
    - name: QUEUE_URL
      valueFrom:
        component: c${place - 16}
        output: url
    - name: DATABASE_HOST
      valueFrom:
        component: c14
        output: endpoint
`,
  };
}

const document = (
  group: string,
  kind: string,
  metadata: Record<string, string>,
  spec: string,
): string => `apiVersion: ${group}.deployer.io/v1
kind: ${kind}

metadata:
${Object.entries(metadata)
  .map(([key, value]) => `  ${key}: ${value}\n`)
  .join("")}
spec:
${spec}`;

/** Records every component as deployed, so that a plan finds no change, without hours of deploying. */
export async function recordAsDeployed(folder: string): Promise<void> {
  const { files } = findRepository(folder);
  const graph = check(
    { files, kinds: registry },
    {
      stack: "large",
      environment: "bench",
      services: [],
      components: [],
      variables: {},
      variableFiles: [],
      environmentVariables: {},
      workingFolder: "",
    },
  );
  const upstream = new Map<Address, UpstreamComponent>();
  const components: Record<Address, ComponentRecord> = {};
  for (const each of graph.components.values()) {
    const record = recordOf(each, fingerprint(each, usedOutputs({ component: each, kinds: registry, upstream })) ?? "");
    components[each.address] = record;
    upstream.set(each.address, { kind: each.kind, outputs: record.outputs });
  }
  await new LocalStateStore(join(folder, ".deployer/simulated/backend")).write(
    snapshotOf(graph.config, components),
    undefined,
  );
}

function recordOf(component: ValidComponent, print: string): ComponentRecord {
  const kind = registry.get(component.kind);
  const outputs: Record<string, OutputValue> = {};
  for (const name of kind ? outputNames(kind) : [])
    outputs[name] = { state: "known", value: `${name} of ${component.address}` };
  const stack = component.address.replace("/", ".");
  return {
    address: component.address,
    kind: component.kind,
    kindVersion: component.kindVersion,
    region: component.region,
    fingerprint: print,
    spec: component.spec,
    labels: { ...component.labels },
    configFiles: [],
    dependsOn: component.foundations,
    outputs,
    pulumiStack: stack,
    resources: Array.from({ length: 5 }, (_, index) => ({
      urn: `urn:pulumi:${stack}::large::aws:sqs/queue:Queue::resource-${index}`,
      type: "aws:sqs/queue:Queue",
      id: `https://sqs.us-east-1.amazonaws.com/123456789012/${stack}-${index}`,
    })),
    status: "SUCCEEDED",
    health: "HEALTHY",
    error: null,
    observedRevision: null,
    deployment: 1,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    durationMs: 1000,
  };
}

function snapshotOf(
  config: { readonly stackName: string },
  components: Record<Address, ComponentRecord>,
): StateSnapshot {
  return {
    formatVersion: 1,
    stack: config.stackName as StateSnapshot["stack"],
    environment: "bench" as StateSnapshot["environment"],
    lineage: "3f0d1a52-6f5e-4d5c-9a39-7f2f0b7f6d10",
    serial: 1,
    epoch: 1,
    deployment: 1,
    version: null,
    updatedAt: "2026-01-01T00:00:00.000Z",
    updatedBy: "bench",
    gitCommit: null,
    ciRun: null,
    deployerVersion: "0.0.0",
    underway: null,
    components,
  };
}
