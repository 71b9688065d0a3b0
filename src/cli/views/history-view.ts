import type { Scope } from "../../model/address.ts";
import { formatDuration } from "../../model/duration.ts";
import type { PlanSummary } from "../../model/plan.ts";
import type { deploymentHistory } from "../../operations/records.ts";
import { columns, displayWidth, joinLines, truncate } from "./layout.ts";
import type { Paint, Style } from "./style.ts";

type Deployment = Awaited<ReturnType<typeof deploymentHistory>>[number];

const statusPaint: Readonly<Record<Deployment["status"], Paint>> = {
  SUCCEEDED: "green",
  FAILED: "red",
  INTERRUPTED: "yellow",
};

/** Past deployments as a table, newest first. Times are in UTC, so that colleagues read the same. */
export function historyView(deployments: readonly Deployment[], scope: Scope, style: Style): string {
  if (deployments.length === 0) return `Nothing was ever deployed to ${scope.stack} in ${scope.environment}.\n`;
  const heading = ["#", "WHAT", "STATUS", "STARTED (UTC)", "TOOK", "VERSION", "CHANGES", "BY"];
  const rows = deployments.map((each) => [
    String(each.number),
    each.operation,
    style.paint(each.status.toLowerCase(), statusPaint[each.status]),
    each.startedAt.slice(0, 16).replace("T", " "),
    formatDuration(Date.parse(each.finishedAt) - Date.parse(each.startedAt)),
    each.version ?? "-",
    summaryText(each.summary),
    each.by,
  ]);
  const table = [heading, ...rows];
  const others = columns(
    table.map((row) => [...row.slice(0, -1), ""]),
    style,
  );
  const room = style.width - Math.max(...others.map(displayWidth)) - 2;
  return joinLines(
    columns(
      table.map((row) => [...row.slice(0, -1), truncate(row.at(-1) ?? "", Math.max(6, room))]),
      style,
    ),
  );
}

/** `+3 ~1 -/+1 -2`, leaving out what did not happen. */
function summaryText(summary: PlanSummary): string {
  const parts = [
    summary.create > 0 ? `+${summary.create}` : "",
    summary.update > 0 ? `~${summary.update}` : "",
    summary.replace > 0 ? `-/+${summary.replace}` : "",
    summary.delete > 0 ? `-${summary.delete}` : "",
  ].filter((part) => part !== "");
  return parts.join(" ") || "none";
}

/** The same as `--json` prints it. */
export const historyJson = (deployments: readonly Deployment[]): unknown => ({
  deployments: deployments.map((each) => ({
    number: each.number,
    version: each.version,
    operation: each.operation,
    status: each.status,
    startedAt: each.startedAt,
    finishedAt: each.finishedAt,
    by: each.by,
    gitCommit: each.gitCommit,
    summary: each.summary,
  })),
});
