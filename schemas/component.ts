import * as v from "valibot";

/** Fields that the spec of every component may have beside those of its kind. */
export const commonSpecSchema = v.looseObject({
  dependsOn: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description(
        "Components that must be deployed first: `service/component`, or a bare component of the same service.",
      ),
    ),
  ),
});
