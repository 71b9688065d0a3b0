import {
  type Diagnostic,
  errorDiagnostic,
  type SourcePosition,
  warningDiagnostic,
} from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import type { Json, JsonObject, JsonPath } from "../../model/json.ts";
import type { VariableTable } from "./variable-table.ts";
import { mayHoldVariables, parseVariableText, type TextPart } from "./variable-text.ts";

/** `deployer.*` names that describe where a text stands; undefined ones are not known in this run. */
export type BuiltIns = Readonly<Record<string, string | undefined>>;

export interface InterpolationScope {
  readonly table: VariableTable;
  readonly builtIns: BuiltIns;
  readonly address: string | undefined;
  /** An environment was named, so that every source has been read. */
  readonly environmentKnown: boolean;
  /** Variables whose lack was reported; grows while replacing. */
  readonly missing: Set<string>;
  report(diagnostic: Diagnostic): void;
}

export interface Interpolated<T extends JsonObject> {
  readonly value: T;
  /** Places that still hold their text because a variable in it has no usable value. */
  readonly unresolved: readonly JsonPath[];
  /** Places whose whole text came from a variable without a declared type: their schemas decide what it means. */
  readonly untyped: readonly JsonPath[];
}

/** Replaces the variables in every scalar of a mapping, never in keys, and never in what a variable held. */
export function interpolate<T extends JsonObject>(
  value: T,
  root: JsonPath,
  scope: InterpolationScope,
  locate: (path: JsonPath) => SourcePosition,
): Interpolated<T> {
  const unresolved: JsonPath[] = [];
  const untyped: JsonPath[] = [];
  // One path for the whole walk, copied only where a variable stands: most scalars hold none.
  const path: (string | number)[] = [...root];
  const visit = (current: Json, step: string | number): Json => {
    if (typeof current === "string") return mayHoldVariables(current) ? text(current, [...path, step]) : current;
    if (typeof current !== "object" || current === null) return current;
    path.push(step);
    const result = Array.isArray(current) ? visitList(current as readonly Json[]) : visitMap(current as JsonObject);
    path.pop();
    return result;
  };
  const text = (current: string, at: JsonPath): Json => {
    const replaced = interpolateText(current, scope, () => locate(at));
    if (replaced === undefined) unresolved.push(at);
    else if (isUntyped(current, replaced, scope)) untyped.push(at);
    return replaced ?? current;
  };
  const visitList = (list: readonly Json[]): Json => {
    let result: Json[] | undefined;
    for (let index = 0; index < list.length; index++) {
      const item = list[index] ?? null;
      const next = visit(item, index);
      if (next === item) continue;
      result ??= [...list];
      result[index] = next;
    }
    return result ?? list;
  };
  const visitMap = (map: JsonObject): Json => {
    let result: Record<string, Json> | undefined;
    for (const key in map) {
      const item = map[key] ?? null;
      const next = visit(item, key);
      if (next === item) continue;
      result ??= { ...map };
      result[key] = next;
    }
    return result ?? map;
  };
  return { value: visitMap(value) as T, unresolved, untyped };
}

/** Whether a text is one variable and nothing else, whose value nobody gave a type. */
function isUntyped(text: string, replaced: Json, scope: InterpolationScope): boolean {
  const [part, ...others] = parseVariableText(text);
  if (others.length > 0 || part?.kind !== "variable" || part.name.startsWith("deployer.")) return false;
  const declared = scope.table.typeOf(part.name);
  // A default that is written where the variable is used has no type even where the variable has one.
  return declared === undefined || (declared !== "string" && typeof replaced === "string");
}

/** A text with its variables replaced, or undefined where one has no usable value. */
export function interpolateText(
  text: string,
  scope: InterpolationScope,
  at: (offset: number) => SourcePosition,
): Json | undefined {
  const parts = parseVariableText(text);
  const values: (string | number | boolean)[] = [];
  const reported = new Set<string>();
  for (const part of parts) {
    const value = partValue(part, scope);
    if (!(value instanceof Problem)) {
      values.push(value);
      continue;
    }
    const key = part.kind === "variable" ? part.name : "";
    if (value.diagnostic && !reported.has(key)) scope.report(value.diagnostic(at(offsetOf(text, part))));
    reported.add(key);
  }
  if (values.length < parts.length) return undefined;
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values.join("");
}

const offsetOf = (text: string, part: TextPart): number =>
  Math.max(0, text.indexOf(part.kind === "variable" ? `\${${part.name}` : part.kind === "malformed" ? part.text : ""));

/** Why a part has no value; without a diagnostic where the reason was reported elsewhere. */
class Problem {
  constructor(readonly diagnostic?: (at: SourcePosition) => Diagnostic) {}
}

function partValue(part: TextPart, scope: InterpolationScope): string | number | boolean | Problem {
  if (part.kind === "literal") return part.text;
  if (part.kind === "malformed") return new Problem((at) => malformed(part.text, at, scope));
  if (part.name.startsWith("deployer.")) {
    const value = scope.builtIns[part.name];
    return value ?? part.fallback ?? new Problem((at) => missing(part.name, at, scope));
  }
  const variable = scope.table.lookUp(part.name);
  if (variable.state === "invalid") return new Problem();
  if (variable.state === "set") {
    if (variable.sensitive) return new Problem((at) => sensitive(part.name, at, scope));
    return variable.value === "" && part.fallback !== undefined ? part.fallback : variable.value;
  }
  if (part.fallback !== undefined && !variable.required) return part.fallback;
  // The file that should have set it could not be read, which has been said.
  return scope.table.incomplete ? new Problem() : new Problem((at) => missing(part.name, at, scope));
}

function missing(name: string, at: SourcePosition, scope: InterpolationScope): Diagnostic {
  scope.missing.add(name);
  if (name.startsWith("parameters.")) return parameterElsewhere(name, at, scope);
  const builtIn = name.startsWith("deployer.");
  const nearest = nearestName(
    name,
    builtIn ? Object.keys(scope.builtIns) : scope.table.names.filter((each) => each !== name),
  );
  const known = Object.hasOwn(scope.builtIns, name);
  // Without an environment its values file was not read, so that nobody can say yet whether the variable is missing.
  const raise = scope.environmentKnown || (builtIn && !known) ? errorDiagnostic : warningDiagnostic;
  return raise("VARIABLE_MISSING", {
    summary: "A variable has no value",
    detail: scope.environmentKnown
      ? `The variable ${name} has no value here.`
      : `The variable ${name} has no value here as long as no environment is named.`,
    hint: nearest
      ? `Did you mean \${${nearest}}?`
      : builtIn
        ? known
          ? "Name an environment."
          : `The built-in variables are ${Object.keys(scope.builtIns).join(", ")}.`
        : `Pass --var ${name}=VALUE, set it in the environment's values.yaml, or declare a default in stack.yaml; $\${ stands for a literal \${.`,
    at,
    address: scope.address,
  });
}

const parameterElsewhere = (name: string, at: SourcePosition, scope: InterpolationScope): Diagnostic =>
  errorDiagnostic("VARIABLE_MISSING", {
    summary: "A parameter stands outside of a template",
    detail: `${name} is a template's parameter, and has no value here.`,
    hint: "Parameters have values in the documents of a template only.",
    at,
    address: scope.address,
  });

const malformed = (text: string, at: SourcePosition, scope: InterpolationScope): Diagnostic =>
  errorDiagnostic("VARIABLE_INVALID", {
    summary: "A reference to a variable is malformed",
    detail: `${text} is no reference to a variable: those look like \${NAME} or \${NAME:-default}.`,
    hint: "Write $${ for a literal ${.",
    at,
    address: scope.address,
  });

const sensitive = (name: string, at: SourcePosition, scope: InterpolationScope): Diagnostic =>
  errorDiagnostic("SECRET_LITERAL", {
    summary: "A sensitive variable is used where it would be recorded",
    detail: `The variable ${name} is declared as sensitive, and what is written here becomes part of plans and of the recorded state.`,
    hint: "Keep the value in Secrets Manager and write the secret's name.",
    at,
    address: scope.address,
  });
