import type { ComponentPlan, PropertyChange, ResourceChange } from "../../model/plan.ts";
import { actionWords } from "./action-words.ts";
import { expandChange } from "./expand-change.ts";
import { counted, displayWidth, paragraph } from "./layout.ts";
import type { Style } from "./style.ts";
import { typeText, valuePair, valueText } from "./value-text.ts";

/** The resources under a component of a plan. New and deleted components are counted by type; changes are shown in full. */
export function resourceLines(component: ComponentPlan, style: Style, indent: number): string[] {
  // The engine tells resources in the order in which it comes to them, which differs from run to run.
  const changed = component.resources
    .filter((resource) => resource.action !== "NO_OP")
    .sort((a, b) => a.type.localeCompare(b.type) || a.name.localeCompare(b.name));
  if (changed.length === 0) return [];
  if (!style.verbose && (component.action === "CREATE" || component.action === "DELETE")) {
    return paragraph(
      `${counted(changed.length, "resource")}: ${countsByType(changed)}`,
      style,
      indent + 2,
      " ".repeat(indent),
    ).map((line) => style.paint(line.replaceAll(unbroken, " "), "dim"));
  }
  return changed.flatMap((resource) => resourceChange(resource, style, indent));
}

/** Stands for a space at which no line may be broken. */
const unbroken = "\u00A0";

function countsByType(resources: readonly ResourceChange[]): string {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(typeText(type), (counts.get(typeText(type)) ?? 0) + 1);
  return [...counts].map(([type, count]) => (count === 1 ? type : `${count}${unbroken}${type}`)).join(", ");
}

function resourceChange(resource: ResourceChange, style: Style, indent: number): string[] {
  const words = actionWords[resource.action];
  const head = `${" ".repeat(indent)}${style.paint(words.symbol, words.paint)} ${typeText(resource.type)} ${resource.name}`;
  const brief = !style.verbose && (resource.action === "CREATE" || resource.action === "DELETE");
  return brief
    ? [head]
    : [
        head,
        ...resource.changes
          .flatMap(expandChange)
          .flatMap((change) => propertyChange(change, resource, style, indent + 4)),
      ];
}

function propertyChange(change: PropertyChange, resource: ResourceChange, style: Style, indent: number): string[] {
  const start = `${" ".repeat(indent)}${change.path}: `;
  const mark = change.forcesReplacement ? style.paint("  # forces replacement", "red") : "";
  const after = valueText(change.after);
  if (resource.action === "CREATE") return [`${start}${after}`];
  if (resource.action === "DELETE") return [`${start}${valueText(change.before)}`];
  if (change.before === "[secret]" && change.after === "[secret]") return [`${start}(secret, changed)${mark}`];
  const before = valueText(change.before);
  const room = style.width - displayWidth(start) - 3 - displayWidth(mark);
  if (style.verbose || displayWidth(before) + displayWidth(after) <= room)
    return [`${start}${before} → ${after}${mark}`];
  // Too long for one line: each value gets a line of its own.
  const own = style.width - indent - 4;
  const [shownBefore, shownAfter] = valuePair(before, after, own * 2);
  const margin = " ".repeat(indent + 2);
  return [`${start.trimEnd()}${mark}`, `${margin}  ${shownBefore}`, `${margin}→ ${shownAfter}`];
}
