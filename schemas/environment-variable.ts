import * as v from "valibot";
import { takesOutput, valueFromSchema } from "./value-from.ts";

export const environmentNameSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, "must start with a letter or '_' and hold letters, digits, '_', '.' and '-'"),
);

/** An environment variable with a literal value or another component's output. */
export const environmentVariableSchema = v.pipe(
  v.strictObject({
    /** Name that the application reads. */
    name: v.pipe(environmentNameSchema, v.description("Name that the application reads.")),
    /** The value, as text. Never a secret: those belong in `secrets`. */
    value: v.optional(
      v.pipe(
        v.string(
          "must be text: put numbers and booleans in quotes, so that what you write is what the application reads",
        ),
        v.description("The value, as text. Never a secret: those belong in `secrets`."),
      ),
    ),
    /** Takes the value from another component's output. */
    valueFrom: v.optional(
      v.pipe(
        valueFromSchema,
        takesOutput("text", "number", "boolean", "list"),
        v.description("Takes the value from another component's output."),
      ),
    ),
  }),
  v.check(
    (variable) => (variable.value === undefined) !== (variable.valueFrom === undefined),
    "needs exactly one of `value` and `valueFrom`",
  ),
);
