import type { SimulatedResource } from "../../ports/simulated-account.ts";
import { columns, counted, joinLines, plainText } from "./layout.ts";
import type { Style } from "./style.ts";
import { typeText } from "./value-text.ts";

/** The simulated account's resources as a table. */
export function simulatorListView(resources: readonly SimulatedResource[], style: Style): string {
  if (resources.length === 0) return "The simulated account is empty.\n";
  const heading = ["TYPE", "NAME", "COMPONENT", "REGION", "ID"].map((text) => style.paint(text, "dim"));
  const rows = resources.map((each) => [
    typeText(each.type),
    plainText(each.name),
    each.component ?? "-",
    each.region,
    plainText(each.id),
  ]);
  return joinLines([
    ...columns([heading, ...rows], style, 0, "whole"),
    "",
    `${counted(resources.length, "resource")}.`,
  ]);
}

/** One resource with its properties. */
export function simulatorResourceView(resource: SimulatedResource, style: Style): string {
  const facts = [
    ["type", resource.type],
    ["id", plainText(resource.id)],
    ["region", resource.region],
    ["component", resource.component ?? "-"],
  ];
  const properties = Object.entries(resource.properties).map(([name, value]) => [
    plainText(name),
    plainText(JSON.stringify(value)),
  ]);
  return joinLines([
    style.paint(plainText(resource.name), "bold"),
    ...columns(facts, style, 2, "whole"),
    "",
    style.paint("Properties", "bold"),
    ...columns(properties, style, 2, "whole"),
  ]);
}

/** A resource as `--json` prints it. */
export const simulatedResourceJson = (resource: SimulatedResource): unknown => ({
  id: resource.id,
  type: resource.type,
  region: resource.region,
  name: resource.name,
  component: resource.component,
  properties: resource.properties,
});
