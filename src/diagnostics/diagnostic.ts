import type { DiagnosticCode } from "./codes.ts";

/** Where in the repository something stands; line and column count from 1. */
export interface SourcePosition {
  /** Path relative to the repository's root, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = "error" | "warning";

/**
 * One finding about what a user wrote. The summary never holds a user's own words, so that the same problem always
 * reads the same; the detail names what was found, why it is wrong, and what was expected.
 */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  readonly summary: string;
  readonly detail: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** `service/component`, where the finding belongs to one. */
  readonly address?: string;
  /** What to do, in one sentence. */
  readonly hint?: string;
}

export interface DiagnosticInput {
  readonly detail: string;
  readonly summary: string;
  readonly at?: SourcePosition | undefined;
  readonly address?: string | undefined;
  readonly hint?: string | undefined;
}

function diagnostic(severity: Severity, code: DiagnosticCode, input: DiagnosticInput): Diagnostic {
  return {
    severity,
    code,
    summary: input.summary,
    detail: input.detail,
    ...(input.at ? { file: input.at.file, line: input.at.line, column: input.at.column } : {}),
    ...(input.address ? { address: input.address } : {}),
    ...(input.hint ? { hint: input.hint } : {}),
  };
}

export const errorDiagnostic = (code: DiagnosticCode, input: DiagnosticInput): Diagnostic =>
  diagnostic("error", code, input);

export const warningDiagnostic = (code: DiagnosticCode, input: DiagnosticInput): Diagnostic =>
  diagnostic("warning", code, input);

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((each) => each.severity === "error");

/** Orders findings as a reader meets them: by file, line, column, then code; those without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      (a.file ?? "").localeCompare(b.file ?? "") ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      a.code.localeCompare(b.code) ||
      a.detail.localeCompare(b.detail),
  );
}
