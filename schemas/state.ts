import * as v from "valibot";

/** Version of state.json's form; a reader refuses a newer one. */
export const stateFormatVersion = 1;

const timestamp = v.pipe(v.string(), v.isoTimestamp());
const jsonObject = v.record(v.string(), v.any());

const outputSchema = v.variant("state", [
  v.object({ state: v.literal("known"), value: v.any() }),
  v.object({ state: v.literal("unknown") }),
  /** Where the engine keeps the encrypted value; the value itself is never recorded. */
  v.object({ state: v.literal("secret"), reference: v.string() }),
]);

export const resourceRecordSchema = v.object({
  urn: v.string(),
  type: v.string(),
  /** The provider's id, or null for what has none. */
  id: v.nullable(v.string()),
});

/** One component as last deployed, or as far as its last deployment came. */
export const componentRecordSchema = v.object({
  address: v.string(),
  kind: v.string(),
  kindVersion: v.number(),
  region: v.string(),
  /** SHA-256 of everything that decides what is deployed; null while a deployment of it has not succeeded. */
  fingerprint: v.nullable(v.string()),
  /** The resolved spec as last handed to the engine, so that rollback and destroy need no Git. */
  spec: jsonObject,
  labels: v.record(v.string(), v.string()),
  configFiles: v.array(v.object({ path: v.string(), content: v.string() })),
  /** Addresses that it depends on, for the order of deletion. */
  dependsOn: v.array(v.string()),
  outputs: v.record(v.string(), outputSchema),
  pulumiStack: v.string(),
  resources: v.array(resourceRecordSchema),
  status: v.picklist(["SUCCEEDED", "FAILED", "INTERRUPTED"]),
  health: v.picklist(["HEALTHY", "UNHEALTHY", "INCONCLUSIVE", "NONE"]),
  /** Why it is not healthy or not succeeded, or null. */
  error: v.nullable(v.string()),
  /** What AWS said that it runs, such as a task definition's revision; null where the kind has none. */
  observedRevision: v.nullable(v.string()),
  deployment: v.number(),
  createdAt: timestamp,
  updatedAt: timestamp,
  durationMs: v.number(),
});

export const stateSchema = v.object({
  formatVersion: v.literal(stateFormatVersion),
  stack: v.string(),
  environment: v.string(),
  /** UUID given once, when the state is first written; states of different lineages are never mixed. */
  lineage: v.pipe(v.string(), v.uuid()),
  /** Rises by one with every write. */
  serial: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Epoch of the lock under which it was written; a write of an older epoch is refused. */
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Number of the last deployment. */
  deployment: v.pipe(v.number(), v.integer(), v.minValue(0)),
  version: v.nullable(v.string()),
  updatedAt: timestamp,
  updatedBy: v.string(),
  gitCommit: v.nullable(v.string()),
  ciRun: v.nullable(v.string()),
  deployerVersion: v.string(),
  /** The deployment under way, or cut off, when this was written; null between deployments. */
  underway: v.nullable(
    v.object({
      deploymentId: v.string(),
      operation: v.picklist(["apply", "destroy"]),
      startedAt: timestamp,
      /** Earlier deployments that were cut off and whose journals may still lie about. */
      superseded: v.array(v.string()),
    }),
  ),
  components: v.record(v.string(), componentRecordSchema),
  /** SHA-256 over the key and the content without this field: finds truncated, altered and foreign files. */
  hash: v.string(),
});

export type ComponentRecordDocument = v.InferOutput<typeof componentRecordSchema>;
export type StateDocument = v.InferOutput<typeof stateSchema>;
