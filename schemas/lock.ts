import * as v from "valibot";

/** The lock item, attribute for attribute as DynamoDB holds it (documents 001 and 002). Times are Unix seconds. */
export const lockSchema = v.object({
  /** `stack:{stack}:env:{environment}`, with `:service:…` or `:component:…` for smaller locks. */
  lockKey: v.pipe(v.string(), v.minLength(1)),
  /** UUID of this acquisition: only its owner may heartbeat or release. */
  lockId: v.string(),
  lockedBy: v.string(),
  lockedAt: v.number(),
  /** When the store may sweep the item away; never the rule for staleness. */
  expiresAt: v.number(),
  lastHeartbeat: v.number(),
  /** A new UUID at every heartbeat: what waiters watch. */
  recordVersion: v.string(),
  /** Rises with every acquisition of this key. */
  epoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
  metadata: v.object({
    hostname: v.string(),
    pid: v.number(),
    version: v.string(),
    command: v.string(),
    deployment_id: v.optional(v.string()),
    git_commit: v.optional(v.string()),
    ci_run_id: v.optional(v.string()),
  }),
});

export type LockItem = v.InferOutput<typeof lockSchema>;
