import * as v from "valibot";
import { stateSchema } from "./state.ts";

export const historyFormatVersion = 1;

/** One deployment, with the snapshot that it left: history/{yyyy-mm-dd-hh-mm-ss}-{number}.json. */
export const historySchema = v.object({
  formatVersion: v.literal(historyFormatVersion),
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  deploymentId: v.string(),
  version: v.nullable(v.string()),
  operation: v.picklist(["apply", "destroy"]),
  status: v.picklist(["SUCCEEDED", "FAILED", "INTERRUPTED"]),
  startedAt: v.string(),
  finishedAt: v.string(),
  by: v.string(),
  gitCommit: v.nullable(v.string()),
  ciRun: v.nullable(v.string()),
  planId: v.string(),
  summary: v.object({
    create: v.number(),
    update: v.number(),
    replace: v.number(),
    delete: v.number(),
    noOp: v.number(),
  }),
  components: v.array(
    v.object({
      address: v.string(),
      action: v.picklist(["CREATE", "UPDATE", "REPLACE", "DELETE", "NO_OP"]),
      status: v.picklist(["SUCCEEDED", "FAILED", "SKIPPED", "INTERRUPTED", "NO_OP"]),
      health: v.picklist(["HEALTHY", "UNHEALTHY", "INCONCLUSIVE", "NONE"]),
      durationMs: v.number(),
      error: v.nullable(v.string()),
    }),
  ),
  snapshot: stateSchema,
});

export type HistoryDocument = v.InferOutput<typeof historySchema>;
