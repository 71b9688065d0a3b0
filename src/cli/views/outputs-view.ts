import type { OutputValue } from "../../model/output-value.ts";
import { columns, joinLines, plainText } from "./layout.ts";
import type { Style } from "./style.ts";

type Outputs = Readonly<Record<string, Readonly<Record<string, OutputValue>>>>;

/** Outputs under the components that have them. */
export function outputsView(outputs: Outputs, style: Style): string {
  return joinLines(outputLines(outputs, style));
}

/** The lines of outputsView, in the order of the addresses; none where no component has outputs. */
export function outputLines(outputs: Outputs, style: Style): string[] {
  const lines: string[] = [];
  for (const [address, values] of Object.entries(outputs).sort(([a], [b]) => a.localeCompare(b))) {
    const rows = Object.entries(values).map(([name, value]) => [name, `= ${outputText(value)}`]);
    if (rows.length > 0) lines.push(style.paint(address, "bold"), ...columns(rows, style, 2, "whole"));
  }
  return lines;
}

/** An output's value in words; strings without quotes, so that they can be copied. */
export function outputText(output: OutputValue): string {
  if (output.state === "secret") return "(secret)";
  if (output.state === "unknown") return "(unknown)";
  return plainText(typeof output.value === "string" ? output.value : JSON.stringify(output.value));
}
