import * as v from "valibot";
import { linearPattern, PatternProblem } from "./linear-pattern.ts";

/** Where a stack is deployed that does not say. */
export const defaultRegion = "us-east-1";

/** What a variable or parameter may be called. */
export const variableNameSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "must be made of letters, digits and underscores"),
);

/** A pattern for the values of a variable or parameter. */
export const patternSchema = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    const problem = dataset.typed ? patternProblem(dataset.value) : undefined;
    if (problem !== undefined) addIssue({ message: problem });
  }),
  v.description("A regular expression that the whole value must match; it cannot look around or refer back."),
);

/** One declared variable; anything that is not declared is a text without a default. */
export const variableSchema = v.strictObject({
  name: v.pipe(variableNameSchema, v.description("The name, as in ${NAME}.")),
  type: v.optional(
    v.pipe(
      v.picklist(["string", "number", "boolean"]),
      v.description("What a scalar made only of the variable becomes."),
    ),
    "string",
  ),
  required: v.optional(
    v.pipe(v.boolean(), v.description("Whether it must have a value even where nothing uses it.")),
    false,
  ),
  default: v.optional(
    v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.description("The value where no other source has one.")),
  ),
  pattern: v.optional(patternSchema),
  description: v.optional(v.pipe(v.string(), v.description("What it is for."))),
  sensitive: v.optional(
    v.pipe(v.boolean(), v.description("Never shown, and therefore not usable where it would be recorded.")),
    false,
  ),
});

function patternProblem(text: string): string | undefined {
  try {
    linearPattern(text);
    return undefined;
  } catch (error) {
    if (error instanceof PatternProblem) return error.message;
    throw error;
  }
}

/** `spec` of a Stack document. */
export const stackSpecSchema = v.strictObject({
  provider: v.optional(
    v.strictObject({
      name: v.optional(v.pipe(v.literal("aws"), v.description("The cloud; aws is the only one.")), "aws"),
      region: v.optional(
        v.pipe(
          v.string(),
          v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS region, such as us-east-1"),
          v.description("The AWS region that everything is deployed to."),
        ),
        defaultRegion,
      ),
    }),
    {},
  ),
  defaultEnvironment: v.optional(
    v.pipe(v.string(), v.minLength(1), v.description("The environment that is meant where none is named.")),
  ),
  variables: v.optional(v.pipe(v.array(variableSchema), v.description("Variables that documents may use.")), []),
  backend: v.optional(
    v.strictObject({
      bucket: v.optional(v.pipe(v.string(), v.description("The S3 bucket that holds state."))),
      prefix: v.optional(v.pipe(v.string(), v.description("What every key in the bucket begins with."))),
    }),
  ),
});

export type Variable = v.InferOutput<typeof variableSchema>;
