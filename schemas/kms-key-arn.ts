import * as v from "valibot";

/** A KMS key by its ARN: aliases and ids mean another key in another account. */
export const kmsKeyArnSchema = v.pipe(
  v.string(),
  v.regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/, "must be the ARN of a KMS key"),
);
