import type { Json, JsonObject, JsonPath } from "../../model/json.ts";
import { valueAt } from "../../model/json.ts";
import { yamlScalar } from "../../model/yaml-scalar.ts";
import { type Schema, scalarTypes, schemaAt } from "./schema-shape.ts";

/**
 * A value whose texts from untyped variables have become the numbers and booleans that their schemas want. A text stays
 * where a text is accepted, and where it is none of those in YAML's core schema.
 */
export function typedBySchema(schema: Schema, value: Json, untyped: readonly JsonPath[]): Json {
  let result = value;
  for (const path of untyped) {
    const text = valueAt(value, path);
    const wanted = typeof text === "string" ? schemaAt(schema, value, path) : undefined;
    if (!wanted || typeof text !== "string") continue;
    const types = scalarTypes(wanted);
    const scalar = yamlScalar(text);
    if (scalar !== undefined && !types.has("string") && types.has(typeof scalar))
      result = withValue(result, path, scalar);
  }
  return result;
}

function withValue(value: Json, [step, ...rest]: JsonPath, scalar: Json): Json {
  if (step === undefined) return scalar;
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => (index === step ? withValue(item, rest, scalar) : item));
  }
  const map = value as JsonObject;
  return { ...map, [step]: withValue(map[step] ?? null, rest, scalar) };
}
