import { type JsonSchema, mapMembers, reference } from "./json-schema.ts";

/** One character of a text that begins no variable; `$${` stands for `${`. */
const literal = "\\$\\$\\{|(?!\\$\\$?\\{)[\\s\\S]";
const name = "[A-Za-z_][A-Za-z0-9_]*";
const variable = `\\$\\{(?:${name}|deployer\\.[a-z]+)(?::-[^}]*)?\\}`;
/** Where documents of templates are judged, too, their parameters count as variables. */
const variableOrParameter = variable.replace(`${name}|`, `${name}|parameters\\.${name}|`);

const texts = (extent: Extent): { readonly any: JsonSchema; readonly varying: JsonSchema } => {
  const varying = extent === "part" ? variableOrParameter : variable;
  const patternErrorMessage = "must refer to variables as ${NAME} or ${NAME:-default}; $${ stands for a literal ${";
  return {
    any: { pattern: `^(?:${literal}|${varying})*$`, patternErrorMessage },
    varying: {
      description: "A text with variables, such as ${NAME} or ${NAME:-default}.",
      pattern: `^(?:${literal})*${varying}(?:${literal}|${varying})*$`,
      patternErrorMessage,
    },
  };
};

/** What the schemas of documents refer to. */
export const writtenDefinitions = (extent: Extent): Record<string, JsonSchema> => ({
  text: { type: "string", ...texts(extent).any },
  textOrNothing: { type: ["string", "null"], ...texts(extent).any },
  variable: { type: "string", ...texts(extent).varying },
  variableOrNothing: { type: ["string", "null"], ...texts(extent).varying },
  directive: {
    type: "string",
    description: "What becomes of what this is laid over: merge (default), replace it, or delete it.",
    enum: ["merge", "replace", "delete"],
  },
  listDirective: {
    type: "object",
    properties: { $patch: reference("directive") },
    required: ["$patch"],
    additionalProperties: false,
  },
});

/** Whether a schema is for a whole value, or for a part of one that other documents complete. */
export type Extent = "whole" | "part";

/**
 * The schema of a value as people write it, from that of the value as it is judged: variables may stand in every scalar,
 * null in every field that may be left out. In a part every field may be left out, and `$patch` may stand in it.
 */
export const asWritten = (schema: JsonSchema, extent: Extent): JsonSchema => written(schema, extent, false);

function written(schema: JsonSchema, extent: Extent, nothing: boolean): JsonSchema {
  if (schema.type === "object") return writtenObject(schema, extent, nothing);
  if (schema.anyOf) return writtenUnion(schema, extent, nothing);
  // A field that may never be set may still be null, which is as good as leaving it out.
  if (schema.not) return { ...pruned({ description: schema.description }), type: "null" };
  if (schema.type === "array") return writtenList(schema, extent, nothing);
  if (schema.type === undefined && schema.enum === undefined && schema.const === undefined) return schema;
  const { title, description, default: fallback, examples, ...rule } = schema;
  const said = pruned({ title, description, default: fallback, examples });
  const isPlainText = Object.keys(rule).length === 1 && rule.type === "string";
  if (isPlainText) return { ...said, allOf: [reference(nothing ? "textOrNothing" : "text")] };
  const isText = rule.type === "string" && rule.enum === undefined;
  // A rule for texts may let a malformed reference pass.
  const judged = isText ? { ...rule, allOf: [reference("text")] } : rule;
  return { ...said, anyOf: [judged, reference(nothing ? "variableOrNothing" : "variable")] };
}

function writtenObject(schema: JsonSchema, extent: Extent, nothing: boolean): JsonSchema {
  // What an object has besides its fields says which of them belong together, which only a whole one can be asked.
  const { properties, required = [], additionalProperties: others, anyOf: together, ...rest } = schema;
  const members = mapMembers(properties ?? {}, (member, name) =>
    written(member, extent, extent === "part" || !required.includes(name)),
  );
  return {
    ...rest,
    type: nothing ? ["object", "null"] : "object",
    ...(extent === "part" ? { properties: { ...members, $patch: reference("directive") } } : {}),
    ...(extent === "whole" && properties ? { properties: members } : {}),
    ...(extent === "whole" && required.length > 0 ? { required } : {}),
    ...(extent === "whole" && together ? { anyOf: together } : {}),
    ...(others === undefined
      ? {}
      : { additionalProperties: typeof others === "boolean" ? others : written(others, extent, true) }),
  };
}

function writtenList(schema: JsonSchema, extent: Extent, nothing: boolean): JsonSchema {
  const { items, minItems, ...rest } = schema;
  const item = items && written(items, extent, false);
  const directed = item && (item.type === "object" ? item : { anyOf: [item, reference("listDirective")] });
  return {
    ...rest,
    type: nothing ? ["array", "null"] : "array",
    ...(item ? { items: extent === "part" ? directed : item } : {}),
    ...(extent === "whole" && minItems !== undefined ? { minItems } : {}),
  };
}

function writtenUnion(schema: JsonSchema, extent: Extent, nothing: boolean): JsonSchema {
  const { anyOf = [], ...rest } = schema;
  const isScalar = (each: JsonSchema) => !each.anyOf && each.type !== "object" && each.type !== "array";
  const branches = anyOf.map((each) => (isScalar(each) ? each : written(each, extent, false)));
  if (anyOf.some(isScalar)) branches.push(reference(nothing ? "variableOrNothing" : "variable"));
  else if (nothing) branches.push({ type: "null" });
  return { ...rest, anyOf: branches };
}

const pruned = (members: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as JsonSchema;
