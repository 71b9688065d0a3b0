import { shape } from "./shape.ts";

const { text, number, truth, anything, nullable, list, object, map, oneOf, time } = shape;

const action = oneOf("CREATE", "UPDATE", "REPLACE", "DELETE", "NO_OP");
const health = oneOf("HEALTHY", "UNHEALTHY", "INCONCLUSIVE", "NONE");
const riskLevel = oneOf("LOW", "MEDIUM", "HIGH", "CRITICAL");
const risk = object({ level: riskLevel, reasons: list(text) });
const summary = object({ create: number, update: number, replace: number, delete: number, noOp: number });
const finding = object({ policy: text, message: text, address: nullable(text) });

export const validateShape = object({ stack: text, environment: nullable(text), services: number, components: number });

export const graphShape = object({
  nodes: list(object({ address: text, kind: text, wave: number })),
  edges: list(object({ from: text, to: text, reasons: list(oneOf("dependsOn", "valueFrom", "infrastructure")) })),
  waves: list(list(text)),
});

export const planShape = object({
  planId: text,
  stack: text,
  environment: text,
  baseSerial: number,
  waves: list(list(text)),
  components: list(
    object({
      address: text,
      kind: text,
      region: text,
      action,
      reasons: list(text),
      resources: list(
        object({
          urn: text,
          type: text,
          name: text,
          action,
          changes: list(object({ path: text, before: anything, after: anything, forcesReplacement: truth })),
        }),
      ),
      risk,
      cost: object({ monthlyUsdBefore: nullable(number), monthlyUsdAfter: nullable(number) }),
    }),
  ),
  summary,
  cost: object({
    monthlyUsdBefore: nullable(number),
    monthlyUsdAfter: nullable(number),
    monthlyUsdDelta: nullable(number),
    unknown: list(text),
    pricesDate: nullable(text),
  }),
  risk,
  dataLoss: list(text),
  policies: object({ checked: number, warnings: list(finding), violations: list(finding) }),
  approval: object({ required: truth, reasons: list(text) }),
});

export const deploymentShape = object({
  deployment: number,
  deploymentId: nullable(text),
  version: nullable(text),
  status: oneOf("SUCCEEDED", "NO_CHANGES", "FAILED", "INTERRUPTED"),
  components: list(
    object({
      address: text,
      action,
      status: oneOf("SUCCEEDED", "FAILED", "INTERRUPTED", "SKIPPED", "NO_OP"),
      health,
      durationMs: number,
      error: nullable(text),
    }),
  ),
  durationMs: number,
  outputs: map(map(anything)),
});

export const statusShape = object({
  stack: text,
  environment: text,
  deployment: number,
  components: list(
    object({ address: text, kind: text, state: oneOf("SUCCEEDED", "FAILED", "INTERRUPTED"), health, detail: text }),
  ),
});

export const historyShape = object({
  deployments: list(
    object({
      number,
      version: nullable(text),
      operation: oneOf("apply", "destroy"),
      status: oneOf("SUCCEEDED", "FAILED", "INTERRUPTED"),
      startedAt: time,
      finishedAt: time,
      by: text,
      gitCommit: nullable(text),
      summary,
    }),
  ),
});

export const simulatorListShape = object({
  resources: list(
    object({
      id: text,
      type: text,
      region: text,
      name: text,
      component: nullable(text),
      properties: map(anything),
    }),
  ),
});
