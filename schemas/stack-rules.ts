import * as v from "valibot";

/** `spec` of Security: this version has no stack-wide security rule beyond what the kinds do by themselves. */
export const securitySpecSchema = v.strictObject({});

/** `spec` of Observability: this version has no stack-wide setting beyond what the kinds do by themselves. */
export const observabilitySpecSchema = v.strictObject({});

/** `spec` of Compliance. */
export const complianceSpecSchema = v.strictObject({
  requiredTags: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1))),
      v.description("Labels that every component must have, inherited ones included."),
    ),
    [],
  ),
});
