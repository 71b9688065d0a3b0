import * as v from "valibot";

/** What a container runs. */
export const containerImageSchema = v.strictObject({
  /** Image repository without a tag, such as `123456789012.dkr.ecr.us-east-1.amazonaws.com/api`. */
  repository: v.pipe(
    v.string(),
    v.regex(
      /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
      "must be an image repository without a tag, such as 123456789012.dkr.ecr.us-east-1.amazonaws.com/api",
    ),
    v.description("Image repository without a tag, such as `123456789012.dkr.ecr.us-east-1.amazonaws.com/api`."),
  ),
  /** Tag of the image, usually a variable such as `${VERSION}`. Tags that move defeat rollback. */
  tag: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, "must be an image tag: letters, digits, '_', '.' and '-'"),
    v.description("Tag of the image, usually a variable such as `${VERSION}`. Tags that move defeat rollback."),
  ),
});
