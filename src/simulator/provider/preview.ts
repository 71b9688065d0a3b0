import type { JsonObject } from "../../model/json.ts";
import type { TypeRule } from "../types/type-rule.ts";
import { unknownValue } from "./check-arguments.ts";

/** What a resource that is to be made will look like: what AWS makes up is not known yet. */
export function previewCreate(rule: TypeRule, inputs: JsonObject): JsonObject {
  const unknown = Object.fromEntries(rule.generated.map((name) => [name, unknownValue]));
  return { ...rule.attributeDefaults, ...unknown, ...inputs };
}

/** What a resource will look like after a change: what AWS made up before stays. */
export function previewUpdate(before: JsonObject, inputs: JsonObject): JsonObject {
  return { ...before, ...inputs, ...(inputs.tags ? { tagsAll: inputs.tags } : {}) };
}
