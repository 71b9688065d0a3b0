import type { DiffEntry, DiffReport, DiffSide } from "../../operations/diff.ts";
import { originText } from "../../operations/render.ts";
import { columns, counted, joinLines } from "./layout.ts";
import type { Style } from "./style.ts";
import { valueText } from "./value-text.ts";

/** What two environments differ in, value by value. */
export function diffView(report: DiffReport, style: Style): string {
  const [left, right] = report.environments;
  const lines: string[] = [style.paint(`${report.stack}: ${left} and ${right}`, "bold")];
  const list = (name: string, addresses: readonly string[]): void => {
    if (addresses.length === 0) return;
    lines.push("", `Only in ${name}:`, ...addresses.map((address) => `  ${style.paint(address, "cyan")}`));
  };
  list(left, report.onlyLeft);
  list(right, report.onlyRight);
  for (const { address, entries } of report.changed) {
    lines.push("", style.paint(address, "bold", "cyan"));
    for (const entry of entries) lines.push(...entryLines(entry, report.environments, style));
  }
  lines.push("", summaryOf(report));
  return joinLines(lines);
}

function entryLines(entry: DiffEntry, [left, right]: DiffReport["environments"], style: Style): string[] {
  const row = (name: string, side: DiffSide | undefined): string[] => [
    name,
    valueText(side?.value),
    side ? style.paint(originText(side.origin), "dim") : "",
  ];
  // Values stay whole: who compares two environments wants to see both.
  return [`  ${entry.place}`, ...columns([row(left, entry.left), row(right, entry.right)], style, 4, "whole")];
}

function summaryOf({ onlyLeft, onlyRight, changed, environments: [left, right] }: DiffReport): string {
  if (onlyLeft.length + onlyRight.length + changed.length === 0) return `${left} and ${right} are the same.`;
  const values = changed.reduce((sum, each) => sum + each.entries.length, 0);
  const parts = [
    ...(changed.length > 0 ? [`${counted(values, "difference")} in ${counted(changed.length, "component")}`] : []),
    ...(onlyLeft.length > 0 ? [`${onlyLeft.length} only in ${left}`] : []),
    ...(onlyRight.length > 0 ? [`${onlyRight.length} only in ${right}`] : []),
  ];
  return `${parts.join(", ")}.`;
}

/** What `diff --json` prints; `a` and `b` are null where an environment has nothing there. */
export function diffJson(report: DiffReport): Record<string, unknown> {
  const [a, b] = report.environments;
  const side = (each: DiffSide | undefined) => {
    if (!each) return null;
    const at = each.origin.source === "document" ? each.origin.at : undefined;
    const { source } = each.origin;
    return { value: each.value, file: at?.file ?? null, line: at?.line ?? null, column: at?.column ?? null, source };
  };
  return {
    stack: report.stack,
    a,
    b,
    onlyInA: report.onlyLeft,
    onlyInB: report.onlyRight,
    components: report.changed.map(({ address, entries }) => ({
      address,
      differences: entries.map((each) => ({ path: each.place, a: side(each.left), b: side(each.right) })),
    })),
  };
}
