import type { Address, EnvironmentName, Region, Scope, StackName } from "../../src/model/address.ts";
import type { ComponentRecord, StateSnapshot } from "../../src/model/state.ts";

export const testScope: Scope = { stack: "shop" as StackName, environment: "development" as EnvironmentName };

/** A state with nothing in it, as a first deployment writes it. */
export function emptySnapshot(changes: Partial<StateSnapshot> = {}): StateSnapshot {
  return {
    formatVersion: 1,
    ...testScope,
    lineage: "3f0d1a52-6f5e-4d5c-9a39-7f2f0b7f6d10",
    serial: 1,
    epoch: 1,
    deployment: 1,
    version: null,
    updatedAt: "2026-01-02T03:04:05.000Z",
    updatedBy: "alice",
    gitCommit: null,
    ciRun: null,
    deployerVersion: "0.0.0",
    underway: null,
    components: {},
    ...changes,
  };
}

/** A component that was deployed well. */
export function componentRecord(address: string, changes: Partial<ComponentRecord> = {}): ComponentRecord {
  return {
    address: address as Address,
    kind: "Plain",
    kindVersion: 1,
    region: "us-east-1" as Region,
    fingerprint: "f".repeat(64),
    spec: {},
    labels: {},
    configFiles: [],
    dependsOn: [],
    outputs: {},
    pulumiStack: address.replace("/", "."),
    resources: [],
    status: "SUCCEEDED",
    health: "HEALTHY",
    error: null,
    observedRevision: null,
    deployment: 1,
    createdAt: "2026-01-02T03:04:05.000Z",
    updatedAt: "2026-01-02T03:04:05.000Z",
    durationMs: 10,
    ...changes,
  };
}
