import { type ConversionConfig, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { type JsonSchema, mapMembers } from "./json-schema.ts";
import { withRulesInCode } from "./rules-in-code.ts";

type OverrideAction = NonNullable<ConversionConfig["overrideAction"]>;

type Converted = ReturnType<typeof toJsonSchema>;

/** What comes out of the conversion: variants as `oneOf`. */
interface Raw extends JsonSchema {
  readonly oneOf?: readonly JsonSchema[];
}

/** Keywords that are kept as they are; other ones are metadata that schemas have for Deployer alone. */
const keywords: readonly (keyof JsonSchema)[] = [
  "title",
  "description",
  "default",
  "examples",
  "type",
  "enum",
  "const",
  "not",
  "pattern",
  "patternErrorMessage",
  "format",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
];

/**
 * What a valibot schema says, as far as JSON Schema can say it. Of rules in code, such as `check`, only those are said that
 * `rules-in-code.ts` knows or that `v.metadata` says in JSON Schema's own keywords.
 */
export function convert(schema: v.GenericSchema): JsonSchema {
  const { $schema: _, ...converted } = toJsonSchema(schema as Parameters<typeof toJsonSchema>[0], {
    target: "draft-07",
    typeMode: "input",
    errorMode: "ignore",
    overrideAction: refine,
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      withRulesInCode(valibotSchema, jsonSchema as JsonSchema) as Converted,
  });
  return tidied(converted as Raw);
}

const lowered = "lowered before it is judged";

/** Patterns say in words what is wrong; where a text is lowered before it is judged, they take any case. */
const refine: OverrideAction = ({ valibotAction, jsonSchema }) => {
  const { type } = valibotAction;
  if (type === "to_lower_case") return { ...jsonSchema, $comment: lowered };
  if (type !== "regex" || jsonSchema.pattern === undefined) return undefined;
  const { message } = valibotAction as { readonly message?: unknown };
  const pattern = jsonSchema.$comment === lowered ? inAnyCase(jsonSchema.pattern) : jsonSchema.pattern;
  const said = typeof message === "string" ? { patternErrorMessage: message } : {};
  return { ...jsonSchema, pattern, ...said };
};

/** A pattern of lower-case words that takes them in any case; JSON Schema has no flags. */
function inAnyCase(pattern: string): string {
  if (/\[[^\]]*[a-z]/.test(pattern))
    throw new Error(`${pattern} has a class of letters, for which there is no other case`);
  return pattern.replaceAll(/\\.|[a-z]/g, (part) => (part.length > 1 ? part : `[${part}${part.toUpperCase()}]`));
}

/** Takes out what says nothing, and the `{}` of a section that may be left out: editors would write it for users. */
function tidied(schema: Raw): JsonSchema {
  const { required, propertyNames, oneOf, anyOf = oneOf, items, properties, additionalProperties } = schema;
  const plain = keywords.filter(
    (each) => schema[each] !== undefined && !(each === "default" && isEmptyObject(schema.default)),
  );
  return {
    ...Object.fromEntries(plain.map((each) => [each, schema[each]])),
    ...(items ? { items: tidied(items) } : {}),
    ...(properties ? { properties: mapMembers(properties, tidied) } : {}),
    ...(required && required.length > 0 ? { required } : {}),
    ...(propertyNames && Object.keys(propertyNames).join() !== "type" ? { propertyNames } : {}),
    ...(additionalProperties === undefined ? {} : { additionalProperties: tidiedRest(additionalProperties) }),
    ...(anyOf ? { anyOf: anyOf.map(tidied) } : {}),
  };
}

const tidiedRest = (rest: boolean | JsonSchema): boolean | JsonSchema =>
  typeof rest === "boolean" ? rest : tidied(rest);

const isEmptyObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
