import * as v from "valibot";
import { environmentNameSchema } from "./environment-variable.ts";
import { secretNameSchema } from "./secret-name.ts";
import { takesOutput, valueFromSchema } from "./value-from.ts";

/** A secret that the container gets as an environment variable. Deployer never reads its value: ECS does, when a task starts. */
export const containerSecretSchema = v.pipe(
  v.strictObject({
    /** Name of the entry, and of the variable unless `envVar` says otherwise. */
    name: v.pipe(
      environmentNameSchema,
      v.description("Name of the entry, and of the variable unless `envVar` says otherwise."),
    ),
    /** Name or ARN of the Secrets Manager secret, which must exist. */
    secretRef: v.optional(
      v.pipe(secretNameSchema, v.description("Name or ARN of the Secrets Manager secret, which must exist.")),
    ),
    /** Instead of `secretRef`: an output that holds the ARN of a secret, such as `secretArn` of an RDS component. */
    valueFrom: v.optional(
      v.pipe(
        valueFromSchema,
        takesOutput("text"),
        v.description(
          "Instead of `secretRef`: an output that holds the ARN of a secret, such as `secretArn` of an RDS component.",
        ),
      ),
    ),
    /** Name of the environment variable. Default: `name`. */
    envVar: v.optional(
      v.pipe(environmentNameSchema, v.description("Name of the environment variable. Default: `name`.")),
    ),
    /** Key within a secret that is a JSON object, such as `password`. Default: the whole secret. */
    key: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[^:]+$/, "must not hold ':', which separates the parts of a reference in ECS"),
        v.description("Key within a secret that is a JSON object, such as `password`. Default: the whole secret."),
      ),
    ),
  }),
  v.check(
    (secret) => (secret.secretRef === undefined) !== (secret.valueFrom === undefined),
    "needs exactly one of `secretRef` and `valueFrom`",
  ),
);

export type ContainerSecret = v.InferOutput<typeof containerSecretSchema>;
