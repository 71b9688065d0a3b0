import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import { type Diagnostic, errorDiagnostic } from "../diagnostics/diagnostic.ts";

const line = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*(?:=|:(?=\s|$))\s*(.*)$/;

/**
 * Reads the variables of a `--var-file`: a JSON object, or lines `KEY=VALUE` or `KEY: VALUE` with `#` comments and
 * quotes. Values stay as they are written: a version 1.10 must not become the number 1.1. Throws ConfigurationError.
 */
export function parseVariableFile(file: string, text: string): Readonly<Record<string, string>> {
  const problems: Diagnostic[] = [];
  const variables = text.trimStart().startsWith("{") ? fromJson(file, text, problems) : fromLines(file, text, problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return variables;
}

function fromLines(file: string, text: string, problems: Diagnostic[]): Record<string, string> {
  const variables: Record<string, string> = {};
  text.split(/\r?\n/).forEach((each, index) => {
    const trimmed = each.trim();
    if (trimmed === "" || trimmed.startsWith("#") || trimmed === "---") return;
    const match = /^\s/.test(each) ? null : line.exec(trimmed);
    const value = match ? scalar(match[2] ?? "") : undefined;
    if (!match || value === undefined)
      problems.push(invalid(file, "A line must be KEY=VALUE or KEY: VALUE.", index + 1));
    else variables[match[1] ?? ""] = value;
  });
  return variables;
}

/** A value without its quotes and comment; undefined where it is a list, a map or an unfinished quote. */
function scalar(text: string): string | undefined {
  const quoted = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?:#.*)?$/.exec(text)?.[1];
  if (quoted?.startsWith("'")) return quoted.slice(1, -1).replaceAll("''", "'");
  if (quoted !== undefined) {
    try {
      return String(JSON.parse(quoted));
    } catch {
      return undefined;
    }
  }
  if (/^["'[{|>&*!]/.test(text)) return undefined;
  return text.replace(/\s+#.*$/, "");
}

function fromJson(file: string, text: string, problems: Diagnostic[]): Record<string, string> {
  const variables: Record<string, string> = {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    problems.push(invalid(file, "The file starts like a JSON object, but is not valid JSON."));
  }
  for (const [key, value] of Object.entries((parsed ?? {}) as Record<string, unknown>)) {
    if (typeof value === "string" || typeof value === "boolean") variables[key] = String(value);
    else
      problems.push(invalid(file, `${key} must be text, in quotes: a number may lose digits, such as those of 1.10.`));
  }
  return variables;
}

const invalid = (file: string, detail: string, at?: number): Diagnostic =>
  errorDiagnostic("VARIABLE_INVALID", {
    summary: "A variable file cannot be read",
    detail: at === undefined ? `${file}: ${detail}` : `${file}, line ${at}: ${detail}`,
  });
