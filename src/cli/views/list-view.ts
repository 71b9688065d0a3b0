import type { ComponentRecord, StateSnapshot } from "../../model/state.ts";
import { columns, counted, joinLines } from "./layout.ts";
import type { Style } from "./style.ts";
import { typeText } from "./value-text.ts";

/** The recorded components of a stack as a table; with `--verbose` their resources too. */
export function listView(snapshot: StateSnapshot, components: readonly ComponentRecord[], style: Style): string {
  const version = snapshot.version === null ? "" : `, version ${snapshot.version}`;
  const lines = [
    `${style.paint(`${snapshot.stack} in ${snapshot.environment}`, "bold")} (deployment ${snapshot.deployment}${version})`,
    "",
  ];
  if (components.length === 0) return joinLines([...lines, "No components."]);
  const heading = ["COMPONENT", "KIND", "STATE", "HEALTH", "RESOURCES"].map((text) => style.paint(text, "dim"));
  const rows = components.map((each) => [
    each.address,
    each.kind,
    each.status === "SUCCEEDED" ? "deployed" : each.status.toLowerCase(),
    each.health === "NONE" ? "-" : each.health.toLowerCase(),
    String(each.resources.length),
  ]);
  lines.push(...columns([heading, ...rows], style));
  if (style.verbose) {
    for (const each of components) {
      const resources = each.resources.map((resource) => [typeText(resource.type), resource.id ?? "-"]);
      lines.push("", style.paint(each.address, "bold"), ...columns(resources, style, 2, "whole"));
    }
  }
  const resources = components.reduce((sum, each) => sum + each.resources.length, 0);
  lines.push("", `${counted(components.length, "component")}, ${counted(resources, "resource")}.`);
  return joinLines(lines);
}

/** The same as `--json` prints it. */
export const listJson = (snapshot: StateSnapshot, components: readonly ComponentRecord[]): unknown => ({
  stack: snapshot.stack,
  environment: snapshot.environment,
  deployment: snapshot.deployment,
  version: snapshot.version,
  components: components.map((each) => ({
    address: each.address,
    kind: each.kind,
    region: each.region,
    state: each.status,
    health: each.health,
    resources: each.resources.length,
    updatedAt: each.updatedAt,
  })),
});
