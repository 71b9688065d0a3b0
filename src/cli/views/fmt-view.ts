import type { FormatReport } from "../../operations/format.ts";
import { counted, joinLines } from "./layout.ts";
import type { Style } from "./style.ts";

/** The files that were formatted, or would be, one per line. */
export function fmtView(report: FormatReport, check: boolean, style: Style): string {
  const { changed, leftAlone, files, diagnostics } = report;
  const lines = changed.map((path) => `  ${style.paint(path, "cyan")}`);
  if (leftAlone.length > 0) {
    lines.push("Left as they are, because they cannot be formatted without changing what they say:");
    lines.push(...leftAlone.map((path) => `  ${path}`));
  }
  if (diagnostics.length > 0) lines.push("Files that cannot be read are left as they are.");
  if (changed.length === 0) return joinLines([...lines, `${counted(files, "file")}, nothing to format.`]);
  const verb = check ? "would be formatted" : "formatted";
  return joinLines([`${counted(changed.length, "file")} of ${files} ${verb}:`, ...lines]);
}
