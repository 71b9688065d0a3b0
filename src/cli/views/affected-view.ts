import type { AffectedReport } from "../../operations/affected-report.ts";
import { joinLines } from "./layout.ts";
import type { Style } from "./style.ts";

/** What differs from another commit, each group under its heading. */
export function affectedView(report: Omit<AffectedReport, "diagnostics">, base: string, style: Style): string {
  const where = report.environment === undefined ? report.stack : `${report.stack} in ${report.environment}`;
  const groups = [
    ["Added", report.added],
    ["Changed", report.changed],
    ["Deleted", report.deleted],
    ["Depending on these", report.dependents],
  ] as const;
  const shown = groups.filter(([, addresses]) => addresses.length > 0);
  if (shown.length === 0) return `Nothing of ${where} differs from ${base}.\n`;
  const lines = [style.paint(`${where}, compared with ${base}`, "bold")];
  for (const [heading, addresses] of shown) {
    lines.push("", `${heading}:`, ...addresses.map((address) => `  ${style.paint(address, "cyan")}`));
  }
  return joinLines(lines);
}
