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

export type ValueFrom = v.InferOutput<typeof valueFromSchema>;
