import * as v from "valibot";

/** Where a service's ServiceInfraDefaults lie unless the service says otherwise; they may be absent there. */
export const defaultServiceInfraDefaults = "./infra/defaults.yaml";

/** `spec` of a Service document. */
export const serviceSpecSchema = v.strictObject({
  infrastructure: v.optional(
    v.strictObject({
      defaults: v.optional(
        v.pipe(
          v.string(),
          v.minLength(1),
          v.description("The file with the service's ServiceInfraDefaults, relative to this file."),
        ),
        defaultServiceInfraDefaults,
      ),
    }),
    {},
  ),
});
