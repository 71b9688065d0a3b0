import * as v from "valibot";
import { linearPattern, longestPatternValue } from "../../../schemas/linear-pattern.ts";
import { type TemplateParameter, templateParameterSchema } from "../../../schemas/template.ts";
import type { DiagnosticCode } from "../../diagnostics/codes.ts";
import { type Diagnostic, errorDiagnostic, type SourcePosition } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import type { RawTemplate } from "../../model/configuration.ts";
import { type Json, type JsonObject, type JsonPath, valueAt } from "../../model/json.ts";
import { mayHoldVariables } from "./variable-text.ts";

export type Scalar = string | number | boolean;

/** A template's parameter at one use. */
export interface UsedParameter {
  readonly type: TemplateParameter["type"];
  /** Undefined where neither the use nor the declaration has one. */
  readonly value: Scalar | undefined;
  /** Its value was refused, or is missing, which was reported. */
  readonly wrong: boolean;
}

export interface UsePlace {
  /** Where a path of the use stands. */
  locate(path: JsonPath, what?: "key" | "value"): SourcePosition;
  readonly address: string | undefined;
  report(diagnostic: Diagnostic): void;
}

/** The parameters that a template declares; what is wrong with them is reported with the Template document. */
export function parametersOf(template: RawTemplate): Map<string, TemplateParameter> {
  const result = new Map<string, TemplateParameter>();
  const list = valueAt(template.declaration?.body, ["spec", "parameters"]);
  if (!Array.isArray(list)) return result;
  for (const item of list) {
    const parsed = v.safeParse(templateParameterSchema, item);
    if (parsed.success) result.set(parsed.output.name, parsed.output);
  }
  return result;
}

/** What each parameter is at one use; reports what the use gives wrongly or not at all. */
export function usedParameters(
  template: RawTemplate,
  declared: ReadonlyMap<string, TemplateParameter>,
  given: JsonObject,
  place: UsePlace,
): Map<string, UsedParameter> {
  const { locate, address, report } = place;
  const problem = (
    code: DiagnosticCode,
    path: JsonPath,
    what: "key" | "value",
    summary: string,
    detail: string,
    hint?: string,
  ) => report(errorDiagnostic(code, { summary, detail, hint, at: locate(path, what), address }));
  for (const name of Object.keys(given)) {
    if (declared.has(name) || template.broken) continue;
    const nearest = nearestName(name, declared.keys());
    const known =
      declared.size === 0 ? "It has no parameters." : `Its parameters are ${[...declared.keys()].join(", ")}.`;
    const detail = `${template.folder} has no parameter ${name}.`;
    const hint = nearest ? `Did you mean ${nearest}?` : known;
    problem("UNKNOWN_FIELD", ["parameters", name], "key", "A template has no such parameter", detail, hint);
  }
  const result = new Map<string, UsedParameter>();
  for (const [name, parameter] of declared) {
    const value = given[name] ?? parameter.default;
    const path = ["parameters", name];
    if (value === undefined || typeof value === "object") {
      if (parameter.required && value === undefined) {
        const detail = `${template.folder} requires the parameter ${name}.`;
        problem(
          "MISSING_FIELD",
          path,
          "key",
          "A required parameter is missing",
          detail,
          `Write template.parameters.${name}.`,
        );
      }
      result.set(name, { type: parameter.type, value: undefined, wrong: parameter.required || value !== undefined });
      continue;
    }
    const refused = refusal(value, parameter);
    if (refused) {
      const detail = `The parameter ${name} ${refused.rule} and is ${JSON.stringify(value)}.`;
      problem(refused.code, path, "value", "A parameter's value is not valid", detail);
    }
    result.set(name, { type: parameter.type, value, wrong: refused !== undefined });
  }
  return result;
}

/** Why a value is none for a parameter; one with variables is judged by the field that it ends in. */
function refusal(
  value: Scalar,
  { type, pattern }: TemplateParameter,
): { readonly code: DiagnosticCode; readonly rule: string } | undefined {
  const text = String(value);
  if (mayHoldVariables(text)) return undefined;
  if (typeof value !== type) return { code: "WRONG_TYPE", rule: `must be a ${type}` };
  if (pattern === undefined) return undefined;
  if (text.length > longestPatternValue)
    return { code: "INVALID_VALUE", rule: `must have at most ${longestPatternValue} characters` };
  return linearPattern(pattern).matches(text) ? undefined : { code: "INVALID_VALUE", rule: `must match ${pattern}` };
}

/** A default that is written where a parameter is used, as the parameter's type has it. */
export function typedDefault(text: string, type: TemplateParameter["type"]): Json {
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return type === "number" && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
