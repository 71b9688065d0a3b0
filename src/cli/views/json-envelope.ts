import { ExitCode } from "../../diagnostics/codes.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

export interface EnvelopeInput {
  readonly command: string;
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];
  readonly result: unknown;
}

/** The one document that `--json` prints. Its shape never changes: what is absent is null. */
export function jsonEnvelope(input: EnvelopeInput): string {
  const document = {
    formatVersion: "1.0",
    command: input.command,
    ok: input.exitCode === ExitCode.done || input.exitCode === ExitCode.changesFound,
    exitCode: input.exitCode,
    diagnostics: input.diagnostics.map(jsonDiagnostic),
    result: input.result ?? null,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const jsonDiagnostic = (diagnostic: Diagnostic): Record<string, unknown> => ({
  severity: diagnostic.severity,
  code: diagnostic.code,
  summary: diagnostic.summary,
  detail: diagnostic.detail,
  file: diagnostic.file ?? null,
  line: diagnostic.line ?? null,
  column: diagnostic.column ?? null,
  address: diagnostic.address ?? null,
  hint: diagnostic.hint ?? null,
});
