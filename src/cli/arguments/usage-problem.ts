import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";

/** A finding about the command line. */
export const usageProblem = (summary: string, detail: string, hint?: string): Diagnostic =>
  errorDiagnostic("WRONG_USAGE", { summary, detail, hint });

/** `Did you mean …?` where a known name is near, or starts as the wrong one does. */
export function didYouMean(wrong: string, known: readonly string[], write = (name: string): string => name): string {
  const near = nearestName(wrong, known) ?? known.find((name) => wrong.length > 2 && name.startsWith(wrong));
  return near === undefined ? "" : `Did you mean ${write(near)}?`;
}
