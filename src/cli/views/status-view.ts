import type { ComponentHealth } from "../../model/deployment.ts";
import type { StatusReport } from "../../operations/status.ts";
import { healthText } from "./health-text.ts";
import { columns, counted, joinLines, paragraph, plainText } from "./layout.ts";
import type { Paint, Style } from "./style.ts";

const marks: Readonly<Record<ComponentHealth, readonly [string, Paint]>> = {
  HEALTHY: ["✓", "green"],
  UNHEALTHY: ["✗", "red"],
  INCONCLUSIVE: ["?", "yellow"],
  NONE: ["-", "dim"],
};

/** Every component with what AWS says about it now, and what is wrong where something is. */
export function statusView(report: StatusReport, style: Style): string {
  const lines = [
    `${style.paint(`${report.stack} in ${report.environment}`, "bold")} (deployment ${report.deployment})`,
  ];
  if (report.underway) {
    const text = `Deployment ${report.underway} is under way, or was cut off: deployer apply continues it.`;
    lines.push(...paragraph(text, style, 2, "").map((line) => style.paint(line, "yellow")));
  }
  lines.push("");
  if (report.components.length === 0) return joinLines([...lines, "No components."]);
  const rows = report.components.map(({ address, kind, state, health, detail }) => {
    const [symbol, paint] = marks[health];
    const recorded = state === "SUCCEEDED" ? "" : ` (last deployment ${state.toLowerCase()})`;
    const brief = health === "HEALTHY" || health === "NONE" ? plainText(detail) : "";
    return [
      style.paint(symbol, paint),
      address,
      kind,
      brief,
      (style.paint(healthText[health], paint) || "-") + style.paint(recorded, "red"),
    ];
  });
  lines.push(...columns(rows, style));
  for (const { address, health, detail } of report.components) {
    if (health !== "UNHEALTHY" && health !== "INCONCLUSIVE") continue;
    lines.push(
      "",
      `${style.paint(address, "bold")} is ${health === "UNHEALTHY" ? "not healthy" : "without a verdict"}:`,
    );
    lines.push(...paragraph(detail, style, 4));
  }
  const healthy = report.components.filter((component) => component.health === "HEALTHY").length;
  lines.push("", `${healthy} of ${counted(report.components.length, "component")} healthy.`);
  return joinLines(lines);
}
