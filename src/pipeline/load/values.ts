import { type Diagnostic, errorDiagnostic, type SourcePosition } from "../../diagnostics/diagnostic.ts";
import { isJsonObject, type Json } from "../../model/json.ts";
import type { FoundFile } from "../../ports/files.ts";
import type { SourceFiles } from "./source-files.ts";

/** Variables that an environment's values files set. */
export interface Values {
  readonly values: Readonly<Record<string, Json>>;
  locate(name: string): SourcePosition | undefined;
  /** A file could not be read, so that nobody knows which variables it would have set. */
  readonly broken: boolean;
}

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Reads `environments/<environment>/values.yaml`: names and scalars. */
export function readValues(
  found: readonly FoundFile[],
  source: SourceFiles,
  report: (diagnostic: Diagnostic) => void,
): Values {
  const values: Record<string, Json> = {};
  const places = new Map<string, () => SourcePosition>();
  let broken = false;
  for (const file of found) {
    const yaml = source.yaml(file);
    if (!yaml || yaml.broken) {
      broken = true;
      continue;
    }
    for (const [index, value] of yaml.values.entries()) {
      if (value === null) continue;
      const at = (name: string) => yaml.locate(index, [name]);
      if (!isJsonObject(value)) {
        report(malformed("A values file must be a mapping of names to values.", yaml.locate(index, [])));
        broken = true;
        continue;
      }
      for (const [name, each] of Object.entries(value)) {
        if (!variableName.test(name)) {
          report(malformed(`${name} cannot be a variable's name: letters, digits and underscores only.`, at(name)));
        } else if (each === null || typeof each === "object") {
          report(malformed(`The variable ${name} must have a text, a number, true or false.`, at(name)));
          broken = true;
        } else {
          values[name] = each;
          places.set(name, () => at(name));
        }
      }
    }
  }
  return { values, locate: (name) => places.get(name)?.(), broken };
}

const malformed = (detail: string, at: SourcePosition): Diagnostic =>
  errorDiagnostic("VARIABLE_INVALID", { summary: "A values file is not valid", detail, at });
