import * as v from "valibot";

/**
 * Name or ARN of a Secrets Manager secret, never its value. The characters are those that AWS allows in names:
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
 */
export const secretNameSchema = v.pipe(
  v.string(),
  v.regex(
    /^(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[A-Za-z0-9/_+=.@-]{1,512}$/,
    "must be the name or ARN of a Secrets Manager secret, never the secret's value",
  ),
);
