import { type Diagnostic, errorDiagnostic, warningDiagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { DeploymentId } from "../../src/model/address.ts";
import type { DeploymentReport } from "../../src/model/deployment.ts";
import type { ComponentRecord, StateSnapshot } from "../../src/model/state.ts";
import type { deploymentHistory } from "../../src/operations/records.ts";
import type { StatusReport } from "../../src/operations/status.ts";
import { at, region, sampleScope } from "./plan-samples.ts";

export const sampleStatus: StatusReport = {
  ...sampleScope,
  deployment: 4,
  underway: undefined,
  components: [
    {
      address: at("user-service/api"),
      kind: "MicroService",
      state: "SUCCEEDED",
      health: "HEALTHY",
      detail: "2/2 running",
    },
    { address: at("user-service/database"), kind: "RDS", state: "SUCCEEDED", health: "HEALTHY", detail: "available" },
    { address: at("user-service/queue"), kind: "SQS", state: "SUCCEEDED", health: "HEALTHY", detail: "active" },
  ],
};

export const troubledStatus: StatusReport = {
  ...sampleStatus,
  underway: "7f1e0c62-8a54-4d0f-9f43-3a2f6f0c9a11",
  components: [
    ...sampleStatus.components.slice(1),
    {
      address: at("user-service/worker"),
      kind: "Worker",
      state: "FAILED",
      health: "UNHEALTHY",
      detail:
        "0 of 2 tasks run. The last one stopped: CannotPullContainerError: image user-worker:v1.0.1 was not found in the registry.\u001B[2J",
    },
    {
      address: at("user-service/cache"),
      kind: "ElastiCacheRedis",
      state: "INTERRUPTED",
      health: "INCONCLUSIVE",
      detail: "the cluster is being modified",
    },
  ],
};

export const sampleDiagnostics: readonly Diagnostic[] = [
  errorDiagnostic("UNKNOWN_FIELD", {
    summary: "Unknown field",
    detail: 'A MicroService has no field "replica". The fields here are replicas and autoscaling.',
    at: { file: "stacks/user-platform/services/user-service/components/api/infra.yaml", line: 3, column: 5 },
    address: "user-service/api",
    hint: "Did you mean replicas?",
  }),
  errorDiagnostic("VARIABLE_MISSING", {
    summary: "A variable has no value",
    detail: "VERSION is used in 2 places and has no value.",
    hint: "Pass --var VERSION=… or set DEPLOYER_VAR_VERSION.",
  }),
  warningDiagnostic("PATCH_REMOVES_ITEMS", {
    summary: "A patch takes list items away",
    detail: "The patch replaces the list ports, which loses the item http.",
    at: { file: "stacks/user-platform/environments/production/api.yaml", line: 2, column: 3 },
    address: "user-service/api",
  }),
];

export const sampleSources: Readonly<Record<string, string>> = {
  "stacks/user-platform/services/user-service/components/api/infra.yaml": "spec:\n  scaling:\n    replica: 2\n",
  "stacks/user-platform/environments/production/api.yaml": "spec:\n\tports: [{ name: admin, port: 9000 }]\n",
};

type Deployment = Awaited<ReturnType<typeof deploymentHistory>>[number];

const deployment = (number: number, rest: Partial<Deployment>): Deployment => ({
  formatVersion: 1,
  number,
  deploymentId: `0000000${number}`,
  version: null,
  operation: "apply",
  status: "SUCCEEDED",
  startedAt: `2026-01-1${number}T10:30:00.000Z`,
  finishedAt: `2026-01-1${number}T10:38:35.000Z`,
  by: "alice@company.com",
  gitCommit: null,
  ciRun: null,
  planId: "9f2c",
  summary: { create: 0, update: 1, replace: 0, delete: 0, noOp: 4 },
  components: [],
  snapshot: {} as Deployment["snapshot"],
  ...rest,
});

export const sampleHistory: readonly Deployment[] = [
  deployment(4, {
    operation: "destroy",
    status: "INTERRUPTED",
    by: "ci",
    finishedAt: "2026-01-14T10:30:12.000Z",
    summary: { create: 0, update: 0, replace: 0, delete: 5, noOp: 0 },
  }),
  deployment(3, { status: "FAILED", version: "v1.0.1", summary: { create: 0, update: 1, replace: 1, delete: 0, noOp: 3 } }),
  deployment(2, { version: "v1.0.0", gitCommit: "0a1b2c3" }),
  deployment(1, { version: "v1.0.0", summary: { create: 5, update: 0, replace: 0, delete: 0, noOp: 0 } }),
];

export const sampleRecord: ComponentRecord = {
  address: at("user-service/database"),
  kind: "RDS",
  kindVersion: 1,
  region,
  fingerprint: "ab12",
  spec: { engine: { type: "postgres", version: "15.4" }, ports: [5432], empty: {} },
  labels: { team: "users" },
  configFiles: [],
  dependsOn: [at("foundation/network")],
  outputs: {
    endpoint: { state: "known", value: "db.example.internal" },
    port: { state: "known", value: 5432 },
    password: { state: "secret", reference: "user-service.database#password" },
  },
  pulumiStack: "user-service.database",
  resources: [{ urn: "urn:1", type: "aws:rds/instance:Instance", id: "user-db" }],
  status: "SUCCEEDED",
  health: "HEALTHY",
  error: null,
  observedRevision: null,
  deployment: 2,
  createdAt: "2026-01-12T10:30:00.000Z",
  updatedAt: "2026-01-12T10:35:23.000Z",
  durationMs: 323_000,
};

export const sampleSnapshot = {
  formatVersion: 1,
  ...sampleScope,
  lineage: "3d2a8c9e-7b1f-4e55-a6f0-1c2d3e4f5a6b",
  serial: 13,
  epoch: 2,
  deployment: 4,
  version: "v1.0.1",
  updatedAt: "2026-01-12T10:38:35.000Z",
  updatedBy: "alice@company.com",
  gitCommit: null,
  ciRun: null,
  deployerVersion: "0.1.0",
  underway: null,
  components: { [sampleRecord.address]: sampleRecord },
} as const satisfies StateSnapshot;

const result = (address: string, rest: Partial<DeploymentReport["components"][number]>) => ({
  address: at(address),
  action: "CREATE" as const,
  status: "SUCCEEDED" as const,
  health: "HEALTHY" as const,
  durationMs: 12_000,
  error: null,
  ...rest,
});

export const succeededReport: DeploymentReport = {
  deployment: 4,
  deploymentId: "7f1e0c62-8a54-4d0f-9f43-3a2f6f0c9a11" as DeploymentId,
  version: "v1.0.1",
  status: "SUCCEEDED",
  durationMs: 515_000,
  snapshot: sampleSnapshot,
  components: [
    result("user-service/database", { durationMs: 323_000 }),
    result("user-service/queue", {}),
    result("user-service/api", { durationMs: 165_000 }),
  ],
};

export const failedReport: DeploymentReport = {
  ...succeededReport,
  version: undefined,
  status: "FAILED",
  components: [
    result("user-service/database", { durationMs: 323_000 }),
    result("user-service/queue", {
      status: "FAILED",
      health: "NONE",
      durationMs: 840,
      error:
        "Creating the queue user-platform-production-queue failed: AccessDenied: the role is not allowed to perform sqs:CreateQueue on this resource.",
    }),
    result("user-service/api", { status: "SKIPPED", health: "NONE", durationMs: 0 }),
  ],
};

export const noChangesReport: DeploymentReport = {
  ...succeededReport,
  deploymentId: undefined,
  status: "NO_CHANGES",
  components: [],
  durationMs: 80,
};
