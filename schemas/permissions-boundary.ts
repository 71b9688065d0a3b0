import * as v from "valibot";

/** An IAM policy that bounds what roles may do: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
export const permissionsBoundarySchema = v.pipe(
  v.string(),
  v.regex(/^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/.+$/, "must be the ARN of an IAM policy"),
);
