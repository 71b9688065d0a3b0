import { foundationService, splitAddress } from "../../model/address.ts";
import type { ComponentResult, DeploymentReport } from "../../model/deployment.ts";
import { formatDuration } from "../../model/duration.ts";
import type { Plan } from "../../model/plan.ts";
import { actionWords } from "./action-words.ts";
import { healthText } from "./health-text.ts";
import { columns, counted, joinLines, paragraph } from "./layout.ts";
import { outputLines } from "./outputs-view.ts";
import type { Style } from "./style.ts";

export interface DeploymentViewInput {
  readonly plan: Plan;
  readonly report: DeploymentReport;
  /** What to run after a failure or an interruption. */
  readonly next: string;
  /** Leave out everything but the end. */
  readonly quiet: boolean;
}

/** What a deployment came to: each component, what failed and why, what was not started, and what to do next. */
export function deploymentView({ plan, report, next, quiet }: DeploymentViewInput, style: Style): string {
  const duration = formatDuration(report.durationMs);
  if (report.status === "NO_CHANGES") return noChanges(plan);
  const lines: string[] = quiet ? [] : [...componentLines(plan, report, style)];
  for (const failed of report.components.filter((each) => each.status === "FAILED" || each.status === "INTERRUPTED")) {
    const how = failed.status === "FAILED" ? "failed" : "was interrupted";
    const after = failed.durationMs > 0 ? ` after ${formatDuration(failed.durationMs)}` : "";
    lines.push("", `${style.paint("✗", "red")} ${style.paint(failed.address, "bold")} ${how}${after}`);
    if (failed.error) lines.push(...paragraph(failed.error, style, 4));
  }
  const skipped = report.components.filter((each) => each.status === "SKIPPED");
  if (skipped.length > 0) {
    const names = skipped.map((each) => each.address).join(", ");
    lines.push("", ...paragraph(`Not started: ${names}`, style, 2, ""));
  }
  if (!quiet && report.status === "SUCCEEDED" && plan.operation !== "destroy") lines.push(...outputs(report, style));
  if (lines.length > 0) lines.push("");
  lines.push(...endLines(plan, report, duration, style));
  if (report.status !== "SUCCEEDED") lines.push("", ...nextLines(report, next));
  return joinLines(lines);
}

function noChanges(plan: Plan): string {
  if (plan.operation === "destroy") return "Nothing to destroy. No engine was started.\n";
  const count = plan.components.length;
  return `No changes. ${counted(count, "component")} ${count === 1 ? "is" : "are"} as recorded. No engine was started.\n`;
}

function componentLines(plan: Plan, report: DeploymentReport, style: Style): string[] {
  const kinds = new Map(plan.components.map((component) => [component.address, component.kind]));
  const worked = report.components.filter((each) => each.status !== "NO_OP" && each.status !== "SKIPPED");
  const rows = worked.map((each) => [
    `${mark(each, style)} ${each.address}`,
    kinds.get(each.address) ?? "",
    each.status === "SUCCEEDED" ? actionWords[each.action].past : each.status.toLowerCase(),
    healthText[each.health],
    `(${formatDuration(each.durationMs)})`,
  ]);
  return columns(rows, style);
}

const mark = (result: ComponentResult, style: Style): string =>
  result.status === "SUCCEEDED" ? style.paint("✓", "green") : style.paint("✗", "red");

function outputs(report: DeploymentReport, style: Style): string[] {
  const recorded = Object.values(report.snapshot?.components ?? {});
  // The foundation's outputs matter to other components only; `deployer outputs` shows them too.
  const shown = style.verbose
    ? recorded
    : recorded.filter(({ address }) => splitAddress(address).service !== foundationService);
  const byAddress = Object.fromEntries(shown.map((record) => [record.address, record.outputs]));
  const lines = outputLines(byAddress, style);
  return lines.length === 0 ? [] : ["", "Outputs", ...lines.map((line) => `  ${line}`)];
}

function endLines(plan: Plan, report: DeploymentReport, duration: string, style: Style): string[] {
  const version = report.version === undefined ? "" : `, version ${report.version}`;
  const which = `  Deployment ${report.deployment} of ${plan.stack} in ${plan.environment}${version}`;
  const ends = {
    SUCCEEDED: style.paint(plan.operation === "destroy" ? "✓ Destroyed!" : "✓ Deployment successful!", "bold", "green"),
    FAILED: style.paint(plan.operation === "destroy" ? "✗ Destroying failed." : "✗ Deployment failed.", "bold", "red"),
    INTERRUPTED: style.paint("✗ Deployment interrupted.", "bold", "red"),
    NO_CHANGES: "",
  } as const;
  return [`${ends[report.status]} (${duration})`, which];
}

function nextLines(report: DeploymentReport, next: string): string[] {
  const why =
    report.status === "INTERRUPTED"
      ? "What was finished is recorded. To continue:"
      : "What succeeded is recorded and is not done again. When the cause is gone:";
  return [why, `  ${next}`];
}
