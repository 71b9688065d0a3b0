import * as v from "valibot";
import { patternSchema, variableNameSchema } from "./stack.ts";

const scalar = v.union([v.string(), v.number(), v.boolean()]);

/** One parameter that a template's documents use as `${parameters.NAME}`. */
export const templateParameterSchema = v.strictObject({
  name: v.pipe(variableNameSchema, v.description("The name, as in ${parameters.NAME}.")),
  type: v.optional(
    v.pipe(v.picklist(["string", "number", "boolean"]), v.description("What its values are.")),
    "string",
  ),
  required: v.optional(v.pipe(v.boolean(), v.description("Whether every use must give it a value.")), false),
  default: v.optional(v.pipe(scalar, v.description("Its value where a use gives none."))),
  pattern: v.optional(patternSchema),
  description: v.optional(v.pipe(v.string(), v.description("What it is for."))),
});

/** `spec` of a Template document, which lies beside the documents that it is about. */
export const templateSpecSchema = v.strictObject({
  parameters: v.optional(
    v.pipe(v.array(templateParameterSchema), v.description("What may differ from one use to another.")),
    [],
  ),
});

/** `template` of a document: the template that lies below what the document itself says. */
export const templateUseSchema = v.strictObject({
  name: v.pipe(v.string(), v.description("The template: a folder of templates/ or shared/.")),
  version: v.pipe(
    v.string("must be text: put the version in quotes"),
    v.description("Its version: a folder of the template's."),
  ),
  parameters: v.optional(
    v.pipe(
      v.record(v.string(), scalar),
      v.description("Values of the template's parameters; they may hold variables."),
    ),
    {},
  ),
});

export type TemplateParameter = v.InferOutput<typeof templateParameterSchema>;
