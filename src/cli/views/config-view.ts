import type { EffectiveSetting } from "../../operations/effective-settings.ts";
import { columns, joinLines } from "./layout.ts";
import type { Style } from "./style.ts";
import { valueText } from "./value-text.ts";

export interface ConfigReport {
  readonly settingsFile: string;
  readonly stack: string | undefined;
  readonly settings: readonly EffectiveSetting[];
}

/** Every setting with its value and where that comes from, section by section. */
export function configView(report: ConfigReport, style: Style): string {
  const rows = report.settings.map((each) => [
    each.key,
    each.secret ? "(secret)" : each.value === undefined ? "(not set)" : valueText(each.value),
    style.paint(each.from ?? (each.source === "default" ? "default" : ""), "dim"),
  ]);
  const lines = columns(rows, style, 0, "whole");
  const withGaps = lines.flatMap((line, index) => {
    const section = (at: number): string | undefined => report.settings[at]?.key.split(".")[0];
    return index > 0 && section(index) !== section(index - 1) ? ["", line] : [line];
  });
  return joinLines(withGaps);
}

/** What `config --json` prints. */
export const configJson = (report: ConfigReport): Record<string, unknown> => ({
  settingsFile: report.settingsFile,
  stack: report.stack ?? null,
  settings: report.settings.map((each) => ({
    key: each.key,
    value: each.value ?? null,
    source: each.source,
    from: each.from ?? null,
    secret: each.secret,
  })),
});
