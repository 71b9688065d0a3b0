import * as v from "valibot";

/** The field `existing` of a spec that describes something to make: beside such fields it would have no effect. */
export const noExisting = v.optional(
  v.pipe(
    v.never("stands alone: nothing else of the spec would have an effect"),
    v.description("Only as the single field of a spec."),
  ),
);

/** A spec that describes something to make, or names in `existing` what is there and Deployer must not manage. */
export const orExisting = <
  Made extends v.GenericSchema<unknown, { readonly existing?: undefined }>,
  Existing extends v.GenericSchema,
>(
  made: Made,
  existing: Existing,
  description: string,
) => v.union([made, v.strictObject({ existing: v.pipe(existing, v.description(description)) })]);
