import { formatDuration } from "../../model/duration.ts";
import type { Json } from "../../model/json.ts";
import { isJsonObject } from "../../model/json.ts";
import type { ComponentRecord, StateSnapshot } from "../../model/state.ts";
import { columns, joinLines, paragraph, plainText } from "./layout.ts";
import { listJson, listView } from "./list-view.ts";
import { outputsJson } from "./output-json.ts";
import { outputText } from "./outputs-view.ts";
import type { Style } from "./style.ts";
import { typeText } from "./value-text.ts";

/** A recorded component in full: how it stands, its outputs, its resources and the spec that was deployed. */
export function componentView(record: ComponentRecord, style: Style): string {
  const lines = [`${style.paint(record.address, "bold")} (${record.kind}, ${record.region})`];
  const facts = [
    ["state", record.status.toLowerCase()],
    ["health", record.health.toLowerCase()],
    ...(record.observedRevision === null ? [] : [["revision", record.observedRevision]]),
    ["deployment", `${record.deployment}, ${record.updatedAt}, took ${formatDuration(record.durationMs)}`],
    ["depends on", record.dependsOn.join(", ") || "nothing"],
    ["Pulumi stack", record.pulumiStack],
  ];
  lines.push(...columns(facts, style, 2, "whole"));
  if (record.error !== null) lines.push("", style.paint("Error", "bold"), ...paragraph(record.error, style, 2));
  const outputs = Object.entries(record.outputs).map(([name, value]) => [name, `= ${outputText(value)}`]);
  if (outputs.length > 0) lines.push("", style.paint("Outputs", "bold"), ...columns(outputs, style, 2, "whole"));
  const resources = record.resources.map((resource) => [typeText(resource.type), resource.id ?? "-"]);
  lines.push("", style.paint(`Resources (${resources.length})`, "bold"), ...columns(resources, style, 2, "whole"));
  lines.push("", style.paint("Spec", "bold"), ...valueLines(record.spec, 2));
  return joinLines(lines);
}

/** A value as indented lines, much like the YAML that it came from. */
function valueLines(value: Json, indent: number): string[] {
  const margin = " ".repeat(indent);
  const entries: (readonly [string, Json])[] = Array.isArray(value)
    ? value.map((item: Json) => ["-", item] as const)
    : isJsonObject(value)
      ? Object.entries(value).map(([key, member]) => [`${plainText(key)}:`, member] as const)
      : [];
  return entries.flatMap(([label, member]) => {
    const nested = typeof member === "object" && member !== null && Object.keys(member).length > 0;
    return nested
      ? [`${margin}${label}`, ...valueLines(member, indent + 2)]
      : [`${margin}${label} ${plainText(JSON.stringify(member))}`];
  });
}

/** The same as `--json` prints it. */
export const componentJson = (record: ComponentRecord): unknown => ({
  address: record.address,
  kind: record.kind,
  region: record.region,
  state: record.status,
  health: record.health,
  error: record.error,
  observedRevision: record.observedRevision,
  fingerprint: record.fingerprint,
  deployment: record.deployment,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
  durationMs: record.durationMs,
  dependsOn: record.dependsOn,
  labels: record.labels,
  pulumiStack: record.pulumiStack,
  outputs: outputsJson({ [record.address]: record.outputs })[record.address] ?? {},
  resources: record.resources.map(({ urn, type, id }) => ({ urn, type, id })),
  spec: record.spec,
});

/** The record of a whole stack: who deployed what last, and its components. */
export function stateView(snapshot: StateSnapshot, style: Style): string {
  const facts = [
    ["serial", `${snapshot.serial} (lineage ${snapshot.lineage})`],
    ["updated", `${snapshot.updatedAt} by ${snapshot.updatedBy}`],
    ["git commit", snapshot.gitCommit ?? "-"],
    ...(snapshot.ciRun === null ? [] : [["CI run", snapshot.ciRun]]),
    [
      "under way",
      snapshot.underway === null ? "nothing" : `${snapshot.underway.operation} ${snapshot.underway.deploymentId}`,
    ],
  ];
  const list = listView(snapshot, Object.values(snapshot.components), style);
  const end = list.indexOf("\n") + 1;
  return list.slice(0, end) + joinLines(columns(facts, style, 2, "whole")) + list.slice(end);
}

/** The same as `--json` prints it. */
export const stateJson = (snapshot: StateSnapshot): unknown => ({
  ...(listJson(snapshot, Object.values(snapshot.components)) as Record<string, unknown>),
  serial: snapshot.serial,
  lineage: snapshot.lineage,
  updatedAt: snapshot.updatedAt,
  updatedBy: snapshot.updatedBy,
  gitCommit: snapshot.gitCommit,
  ciRun: snapshot.ciRun,
  underway: snapshot.underway,
});
