import type { DoctorReport } from "../../operations/doctor.ts";
import { columns, counted, displayWidth, joinLines, paragraph } from "./layout.ts";
import type { Style } from "./style.ts";

/** The checks as a table, with what to do below each that is not in order. */
export function doctorView(report: DoctorReport, style: Style): string {
  const marks = { ok: style.paint("✓", "green"), warn: style.paint("⚠", "yellow"), fail: style.paint("✗", "red") };
  const width = Math.max(...report.checks.map((check) => displayWidth(check.name)));
  const lines = report.checks.flatMap((check) => {
    const row = columns([[marks[check.result], check.name.padEnd(width), check.detail]], style);
    return check.hint === null ? row : [...row, ...paragraph(`→ ${check.hint}`, style, width + 5)];
  });
  const failed = report.checks.filter((check) => check.result === "fail").length;
  lines.push("", failed === 0 ? "Deployer can work here." : `${counted(failed, "check")} failed.`);
  return joinLines(lines);
}
