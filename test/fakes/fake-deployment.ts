import * as v from "valibot";
import { defineKind } from "../../src/kinds/define-kind.ts";
import type { Kind, KindRegistry } from "../../src/kinds/kind.ts";
import type { Address, Region } from "../../src/model/address.ts";
import type { ValidComponent, ValidConfig } from "../../src/model/configuration.ts";
import type { ComponentGraph } from "../../src/model/graph.ts";
import { healthy, unhealthy } from "../../src/model/verdict.ts";
import type { Identity } from "../../src/ports/identity.ts";
import { testScope } from "./snapshot.ts";

/** Addresses whose health check says unhealthy. */
export const sick = new Set<string>();

const fakeKind = (name: string, summary: string, holdsData: string | false): Kind =>
  defineKind({
    name,
    apiVersion: "components.deployer.io/v1",
    version: 1,
    summary,
    holdsData,
    spec: v.looseObject({}),
    outputs: v.object({ id: v.string() }),
    secretOutputs: [],
    requires: () => [],
    consumerActions: [],
    operatorActions: [],
    healthTimeoutSeconds: 5,
    translate: async () => async () => ({ id: "never used" }),
    health: async ({ outputs }) => (sick.has(outputs.id) ? unhealthy("it is sick") : healthy("fine")),
  });

/** Kinds with one output, healthy unless a component is sick: one that holds data, and one that does not. */
export const fakeKinds: KindRegistry = new Map([
  ["Plain", fakeKind("Plain", "A thing of the tests.", false)],
  ["Data", fakeKind("Data", "A thing of the tests that holds data.", "rows")],
]);

export interface FakeComponent {
  readonly address: string;
  readonly needs: readonly string[];
  readonly kind?: "Plain" | "Data";
  readonly spec?: Readonly<Record<string, string>>;
}

/** A checked graph, without any YAML. Components must come after those that they need. */
export function fakeGraph(components: readonly FakeComponent[]): ComponentGraph {
  const valid = components.map(validComponent);
  const level = new Map<string, number>();
  for (const each of components)
    level.set(each.address, Math.max(-1, ...each.needs.map((need) => level.get(need) ?? 0)) + 1);
  const depth = Math.max(-1, ...level.values()) + 1;
  const waves = Array.from({ length: depth }, (_, wave) =>
    valid.map((each) => each.address).filter((address) => level.get(address) === wave),
  );
  const config = {
    stackName: testScope.stack,
    environment: testScope.environment,
    region: "us-east-1" as Region,
    services: [],
    components: valid,
    disabled: new Set<Address>(),
    broken: new Set<Address>(),
    policyFiles: [],
    request: { services: [], components: [] },
    diagnostics: [],
  } as unknown as ValidConfig;
  return {
    config,
    components: new Map(valid.map((each) => [each.address, each])),
    edges: components.flatMap((each) =>
      each.needs.map((to) => ({ from: each.address as Address, to: to as Address, reasons: ["valueFrom" as const] })),
    ),
    waves,
    selected: new Set(valid.map((each) => each.address)),
    diagnostics: [],
  };
}

function validComponent(component: FakeComponent): ValidComponent {
  return {
    address: component.address as Address,
    kind: component.kind ?? "Plain",
    region: "us-east-1" as Region,
    labels: {},
    description: undefined,
    spec: { ...component.spec },
    dependsOn: [],
    references: component.needs.map((need) => ({ component: need as Address, output: "id", path: [] })),
    configFiles: [],
    locate: () => ({ file: "test.yaml", line: 1, column: 1 }),
    kindVersion: 1,
    stateful: component.kind === "Data",
    foundations: [],
  };
}

/** Someone at a machine, whose ids count up. */
export function fakeIdentity(pid: number): Identity {
  let ids = 0;
  const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, "0");
  return {
    user: "alice",
    hostname: "laptop",
    pid,
    command: "deployer apply",
    gitCommit: undefined,
    ciRun: undefined,
    deployerVersion: "0.0.0",
    newId: () => `${hex(pid, 8)}-0000-4000-8000-${hex(++ids, 12)}`,
  };
}
