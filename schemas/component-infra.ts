import * as v from "valibot";

/** `spec` of ComponentInfra: merged into the component of the same name, whose kind's schema judges it. */
export const componentInfraSpecSchema = v.record(v.string(), v.any());
