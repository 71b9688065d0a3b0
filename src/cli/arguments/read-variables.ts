import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import { type ArgumentSpecs, type ArgumentValue, type FlagSpec, variableName } from "./argument-spec.ts";
import { convertValue } from "./convert-value.ts";

/** Environment variables as main.ts hands them over. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Values of flags from their environment variables, except for those already given; an empty variable is unset. */
export function readVariables(
  specs: ArgumentSpecs,
  environment: Environment,
  given: ReadonlyMap<string, ArgumentValue>,
  problems: Diagnostic[],
): Record<string, ArgumentValue> {
  const values: Record<string, ArgumentValue> = {};
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.kind === "position" || spec.kind === "pairs" || name === "help" || given.has(name)) continue;
    const variable = variableName(name, spec);
    const text = environment[variable];
    if (text === undefined || text === "") continue;
    const value = readVariable(spec, variable, text, problems);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function readVariable(spec: FlagSpec, variable: string, text: string, problems: Diagnostic[]): ArgumentValue {
  if (spec.kind === "list") {
    return text
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== "");
  }
  const converted = convertValue(spec, text);
  if ("value" in converted) return converted.value;
  problems.push(
    errorDiagnostic("SETTINGS_INVALID", {
      summary: "Wrong value in an environment variable",
      detail: `${variable} takes ${converted.expected}, not "${text}".`,
    }),
  );
  return undefined;
}

/** Everything after a prefix, by what follows it: `DEPLOYER_VAR_VERSION` gives `VERSION`. */
export function variablesAfter(prefix: string, environment: Environment): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith(prefix) && name.length > prefix.length && value !== undefined) {
      found[name.slice(prefix.length)] = value;
    }
  }
  return found;
}
