import * as v from "valibot";
import { labelsSchema } from "./metadata.ts";

const anySpec = v.record(v.string(), v.any());

const kinds = v.optional(
  v.pipe(
    v.record(v.string(), anySpec),
    v.description("Parts of specs by kind, such as RDS: every component of the kind inherits them."),
  ),
  {},
);
const labels = v.optional(labelsSchema, {});

/** `spec` of InfraDefaults: what every component of the stack inherits. */
export const infraDefaultsSpecSchema = v.strictObject({
  kinds,
  labels,
  cluster: v.optional(v.pipe(anySpec, v.description("The spec of the cluster that containers run in."))),
});

/** `spec` of ServiceInfraDefaults: what every component of one service inherits. */
export const serviceInfraDefaultsSpecSchema = v.strictObject({ kinds, labels });
