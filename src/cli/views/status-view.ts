import type { ComponentHealth } from "../../model/deployment.ts";
import type { ComponentStatusReport, StatusReport } from "../../operations/status.ts";
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
    const well = health === "HEALTHY" || health === "NONE";
    // What is wrong takes more than a column: it follows below, and here stands how the last deployment ended.
    const brief = well ? plainText(detail) : state === "SUCCEEDED" ? "" : state.toLowerCase();
    return [`${style.paint(symbol, paint)} ${address}`, kind, brief, style.paint(healthText[health], paint)];
  });
  lines.push(...columns(rows, style), ...report.components.flatMap((component) => troubleLines(component, style)));
  const healthy = report.components.filter((component) => component.health === "HEALTHY").length;
  lines.push("", `${healthy} of ${counted(report.components.length, "component")} healthy.`);
  return joinLines(lines);
}

/** What is wrong with a component, by AWS or by its last deployment. */
function troubleLines({ address, state, health, detail }: ComponentStatusReport, style: Style): string[] {
  const ill = health === "UNHEALTHY" || health === "INCONCLUSIVE";
  const troubles = [
    ...(ill ? [health === "UNHEALTHY" ? "is not healthy" : "is without a verdict"] : []),
    ...(state === "SUCCEEDED"
      ? []
      : [`its last deployment ${state === "INTERRUPTED" ? "was cut off" : state.toLowerCase()}`]),
  ];
  if (troubles.length === 0) return [];
  const head = `${style.paint(address, "bold")}${ill ? " " : ": "}${troubles.join("; ")}`;
  return ["", `${head}${ill ? ":" : "."}`, ...(ill ? paragraph(detail, style, 4) : [])];
}
