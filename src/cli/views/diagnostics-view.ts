import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { counted, displayWidth, joinLines, paragraph, plainText, truncate } from "./layout.ts";
import type { Style } from "./style.ts";

/** Reads a file of the repository for its excerpt; undefined where that cannot be done. */
export type ReadSource = (file: string) => string | undefined;

/** Findings as blocks: what, where, why, what to do, with the line of the file that is meant; a count at the end. */
export function diagnosticsView(diagnostics: readonly Diagnostic[], style: Style, readSource?: ReadSource): string {
  if (diagnostics.length === 0) return "";
  const lines: string[] = [];
  for (const diagnostic of diagnostics) lines.push(...diagnosticBlock(diagnostic, style, readSource), "");
  const errors = diagnostics.filter((each) => each.severity === "error").length;
  const warnings = diagnostics.length - errors;
  const counts = [errors > 0 ? counted(errors, "error") : "", warnings > 0 ? counted(warnings, "warning") : ""];
  if (diagnostics.length > 1) lines.push(`${counts.filter((each) => each !== "").join(", ")}.`);
  else lines.pop();
  return joinLines(lines);
}

function diagnosticBlock(diagnostic: Diagnostic, style: Style, readSource: ReadSource | undefined): string[] {
  const paint = diagnostic.severity === "error" ? "red" : "yellow";
  const head = style.paint(`${diagnostic.severity}[${diagnostic.code}]`, "bold", paint);
  const lines = [`${head} ${placeOf(diagnostic, style)}${plainText(diagnostic.summary)}`];
  lines.push(...paragraph(diagnostic.detail, style, 2));
  lines.push(...excerpt(diagnostic, style, readSource));
  if (diagnostic.hint) lines.push(...paragraph(diagnostic.hint, style, 8, style.paint("  hint: ", "cyan")));
  return lines;
}

function placeOf(diagnostic: Diagnostic, style: Style): string {
  if (diagnostic.file === undefined) return diagnostic.address ? `${diagnostic.address}: ` : "";
  const position = [diagnostic.file, diagnostic.line, diagnostic.column].filter((part) => part !== undefined);
  return `${style.paint(plainText(position.join(":")), "bold")}: `;
}

function excerpt(diagnostic: Diagnostic, style: Style, readSource: ReadSource | undefined): string[] {
  const { file, line, column } = diagnostic;
  if (file === undefined || line === undefined || readSource === undefined) return [];
  const source = readSource(file)?.split("\n")[line - 1];
  if (source === undefined || source.trim() === "") return [];
  const gutter = `  ${line} | `;
  const empty = `${" ".repeat(gutter.length - 2)}| `;
  const room = style.width - gutter.length;
  const lines = [style.paint(gutter, "dim") + truncate(plainText(source.replace(/\r$/, "")), room)];
  // Tabs were widened to two columns, so the caret counts what stands before it as it is shown.
  const before = column === undefined ? undefined : displayWidth(plainText(source.slice(0, column - 1)));
  if (before !== undefined && before < room) {
    lines.push(style.paint(empty, "dim") + " ".repeat(before) + style.paint("^", "bold", "red"));
  }
  return lines;
}
