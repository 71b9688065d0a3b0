import * as v from "valibot";
import { linearPattern, longestPatternValue } from "../../../schemas/linear-pattern.ts";
import { type Variable, variableSchema } from "../../../schemas/stack.ts";
import { type Diagnostic, errorDiagnostic, type SourcePosition } from "../../diagnostics/diagnostic.ts";
import type { RawConfig } from "../../model/configuration.ts";
import type { Json, JsonPath } from "../../model/json.ts";
import { isJsonObject, valueAt } from "../../model/json.ts";
import { parseVariableText } from "./variable-text.ts";

type Scalar = string | number | boolean;

/** A variable as it may be used. */
export type VariableState =
  | { readonly state: "set"; readonly value: Scalar; readonly sensitive: boolean }
  /** It has a value that its declaration refuses, which is reported once and not at every use. */
  | { readonly state: "invalid" }
  | { readonly state: "missing"; readonly required: boolean };

export interface VariableTable {
  lookUp(name: string): VariableState;
  /** The type of a declared variable; undefined for one that nobody declared. */
  typeOf(name: string): Variable["type"] | undefined;
  /** Names that are declared or have a value. */
  readonly names: readonly string[];
  /** What a value had to come from could not be read: a missing one may be only an echo of that. */
  readonly incomplete: boolean;
  /** Variables that must have a value and have none, with where they are declared. */
  readonly required: readonly { readonly name: string; readonly at: SourcePosition }[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Declaration extends Variable {
  readonly path: JsonPath;
}

/** Where a merged Stack document's values stand. */
type Locate = (path: JsonPath) => SourcePosition;

/** Gathers every variable from the sources, the strongest first, and checks it against its declaration. */
export function variableTable(raw: RawConfig, stackBody: Json, locate: Locate): VariableTable {
  const declarations = readDeclarations(stackBody);
  const diagnostics: Diagnostic[] = [];
  const states = new Map<string, VariableState>();
  const given = givenValues(raw);
  for (const name of new Set([...given.keys(), ...declarations.keys()])) {
    const declared = declarations.get(name);
    const at = (field: string) => declared && locate([...declared.path, field]);
    const source =
      given.get(name) ??
      (declared?.default === undefined ? undefined : { value: declared.default, at: () => at("default") });
    if (!source) {
      states.set(name, { state: "missing", required: declared?.required ?? false });
      continue;
    }
    const value = typed(source.value, declared);
    const wrong =
      value === undefined ? `must be a ${declared?.type}` : refusal(value, declared, source.literal ?? false);
    if (value === undefined || wrong) {
      const shown = declared?.sensitive ? "" : ` and is ${JSON.stringify(source.value)}`;
      const detail = `The variable ${name} ${wrong}${shown}.`;
      diagnostics.push(
        errorDiagnostic("VARIABLE_INVALID", {
          summary: "A variable's value is not valid",
          detail,
          hint: wrong === nested ? "Write $${ for a literal ${." : undefined,
          at: source.at() ?? at("name"),
        }),
      );
      states.set(name, { state: "invalid" });
    } else {
      const plain = typeof value === "string" && !source.literal ? unescaped(value) : value;
      states.set(name, { state: "set", value: plain, sensitive: declared?.sensitive ?? false });
    }
  }
  return {
    lookUp: (name) => states.get(name) ?? { state: "missing", required: false },
    typeOf: (name) => declarations.get(name)?.type,
    names: [...states.keys()].sort(),
    incomplete: raw.valuesBroken || raw.stack.index < 0,
    required: [...declarations.values()]
      .filter((each) => each.required && states.get(each.name)?.state === "missing")
      .map((each) => ({ name: each.name, at: locate([...each.path, "name"]) })),
    diagnostics,
  };
}

interface GivenValue {
  readonly value: Scalar;
  /** Given on the command line or in the process environment: every character means itself. */
  readonly literal?: boolean;
  at(): SourcePosition | undefined;
}

function givenValues(raw: RawConfig): Map<string, GivenValue> {
  const result = new Map<string, GivenValue>();
  const add = (name: string, value: Json | undefined, at: () => SourcePosition | undefined, literal: boolean) => {
    if (result.has(name) || value === undefined || value === null || typeof value === "object") return;
    result.set(name, { value, at, literal });
  };
  const nowhere = () => undefined;
  const { variables, variableFiles, environmentVariables } = raw.request;
  for (const source of [variables, ...[...variableFiles].reverse(), environmentVariables]) {
    for (const [name, value] of Object.entries(source)) add(name, value, nowhere, true);
  }
  for (const [name, value] of Object.entries(raw.values)) add(name, value, () => raw.locateValue(name), false);
  return result;
}

/** Declarations that are valid; the others are reported where the Stack document is checked. */
function readDeclarations(stackBody: Json): Map<string, Declaration> {
  const result = new Map<string, Declaration>();
  const list = valueAt(stackBody, ["spec", "variables"]);
  if (!Array.isArray(list)) return result;
  list.forEach((item: Json, index) => {
    const parsed = v.safeParse(variableSchema, item);
    if (parsed.success && isJsonObject(item)) {
      result.set(parsed.output.name, { ...parsed.output, path: ["spec", "variables", index] });
    }
  });
  return result;
}

function typed(value: Scalar, declared: Variable | undefined): Scalar | undefined {
  const text = String(value);
  if (declared === undefined || declared.type === "string") return text;
  if (declared.type === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

const nested = "must not refer to another variable";

function refusal(value: Scalar, declared: Variable | undefined, literal: boolean): string | undefined {
  if (declared?.pattern !== undefined) {
    const text = String(value);
    if (text.length > longestPatternValue) return `must have at most ${longestPatternValue} characters`;
    if (!linearPattern(declared.pattern).matches(text)) return `must match ${declared.pattern}`;
  }
  const refers =
    !literal && typeof value === "string" && parseVariableText(value).some((part) => part.kind !== "literal");
  return refers ? nested : undefined;
}

const unescaped = (text: string): string =>
  parseVariableText(text)
    .map((part) => (part.kind === "literal" ? part.text : ""))
    .join("");
