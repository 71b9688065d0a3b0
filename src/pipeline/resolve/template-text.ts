import { errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import { isJsonObject, type Json, type JsonObject, type JsonPath } from "../../model/json.ts";
import { typedDefault, type UsedParameter, type UsePlace } from "./template-parameters.ts";
import { mayHoldVariables } from "./variable-text.ts";

/** An escape, or a parameter with an optional default. Everything else that looks like a variable is one, for later. */
const parameter = /\$\$\{|\$\{parameters\.([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * A template's document with its parameters replaced. A scalar that is one parameter takes its value and type, and is
 * left out where it has none.
 */
export function withParameters(
  body: JsonObject,
  parameters: ReadonlyMap<string, UsedParameter>,
  place: UsePlace,
): JsonObject {
  const unknown = (name: string, path: JsonPath, detail: string, hint?: string): undefined => {
    place.report(
      errorDiagnostic("VARIABLE_MISSING", {
        summary: "A parameter has no value",
        detail: `The parameter ${name} ${detail}.`,
        hint,
        at: place.locate(path),
        address: place.address,
      }),
    );
    return undefined;
  };
  const parameterValue = (
    name: string,
    fallback: string | undefined,
    path: JsonPath,
    alone: boolean,
  ): Json | undefined => {
    const known = parameters.get(name);
    if (!known) {
      const nearest = nearestName(name, parameters.keys());
      const hint = nearest ? `Did you mean \${parameters.${nearest}}?` : "Declare it in the Template document.";
      return unknown(name, path, "is declared nowhere", hint);
    }
    if (known.value !== undefined) return known.value;
    if (fallback !== undefined) return typedDefault(fallback, known.type);
    if (!alone && !known.wrong) unknown(name, path, "has no value here", "Give it a default, or require it.");
    return undefined;
  };
  const text = (current: string, path: JsonPath): Json | undefined => {
    const [match] = current.matchAll(parameter);
    if (match?.[1] !== undefined && match[0] === current) return parameterValue(match[1], match[2], path, true);
    return current.replace(parameter, (whole: string, name: string | undefined, fallback: string | undefined) =>
      name === undefined ? whole : String(parameterValue(name, fallback, path, false) ?? ""),
    );
  };
  const visit = (current: Json, path: JsonPath): Json | undefined => {
    if (typeof current === "string") return mayHoldVariables(current) ? text(current, path) : current;
    if (Array.isArray(current)) {
      return current.flatMap((item: Json, index) => {
        const value = visit(item, [...path, index]);
        return value === undefined ? [] : [value];
      });
    }
    if (!isJsonObject(current)) return current;
    const result: Record<string, Json> = {};
    for (const [key, member] of Object.entries(current)) {
      const value = visit(member, [...path, key]);
      if (value !== undefined) result[key] = value;
    }
    return result;
  };
  return visit(body, []) as JsonObject;
}
