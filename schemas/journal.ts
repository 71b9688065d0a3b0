import * as v from "valibot";
import { componentRecordSchema } from "./state.ts";

export const journalFormatVersion = 1;

/**
 * What a deployment under way intends and has done: journal/{deploymentId}.json. An intent is written before the engine
 * starts on a component, its result after; an intent without a result is what a crash left.
 */
export const journalSchema = v.object({
  formatVersion: v.literal(journalFormatVersion),
  deploymentId: v.string(),
  operation: v.picklist(["apply", "destroy"]),
  startedAt: v.string(),
  by: v.string(),
  hostname: v.string(),
  pid: v.number(),
  planId: v.string(),
  components: v.record(
    v.string(),
    v.object({
      action: v.picklist(["CREATE", "UPDATE", "REPLACE", "DELETE"]),
      /** The component as the engine was given it, so that what a crash left can be judged without Git. */
      record: componentRecordSchema,
      state: v.picklist(["intended", "done"]),
      startedAt: v.string(),
    }),
  ),
});

export type JournalDocument = v.InferOutput<typeof journalSchema>;
