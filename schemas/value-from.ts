import * as v from "valibot";

/** Takes the value from another component's output, and makes this component wait for it. */
export const valueFromSchema = v.strictObject({
  /** `service/component`, or a bare component of the same service. */
  component: v.pipe(
    v.string(),
    v.minLength(1),
    v.description("`service/component`, or a bare component of the same service."),
  ),
  /** One of the outputs that the component's kind has. */
  output: v.pipe(v.string(), v.minLength(1), v.description("One of the outputs that the component's kind has.")),
});

/** What an output can be, in the words of the language. */
export type OutputType = "text" | "number" | "boolean" | "list" | "mapping";

/** What a `valueFrom` can take where its schema says nothing. */
export const usualOutputTypes: readonly OutputType[] = ["text", "number", "boolean"];

/** Says for a `valueFrom` field which types of outputs it can take. */
export const takesOutput = (...types: readonly OutputType[]) =>
  v.metadata<ValueFrom, { readonly takesOutput: readonly OutputType[] }>({ takesOutput: types });

export type ValueFrom = v.InferOutput<typeof valueFromSchema>;
