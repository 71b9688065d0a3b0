import type { Address } from "../../model/address.ts";
import type { ComponentPlan, Plan, RiskLevel } from "../../model/plan.ts";
import { actionWords } from "./action-words.ts";
import { columns, counted, joinLines, padRight, paragraph } from "./layout.ts";
import { resourceLines } from "./resource-changes-view.ts";
import type { Paint, Style } from "./style.ts";

const riskPaint: Readonly<Record<RiskLevel, Paint>> = { LOW: "green", MEDIUM: "yellow", HIGH: "red", CRITICAL: "red" };

/** One screen that says what will happen and why. What would be lost comes first. */
export function planView(plan: Plan, style: Style): string {
  const lines: string[] = [];
  if (plan.dataLoss.length > 0) {
    const text = `This plan destroys data in: ${plan.dataLoss.join(", ")}`;
    lines.push(...paragraph(text, style, 2, "! ").map((line) => style.paint(line, "bold", "red")), "");
  }
  lines.push(...headerLines(plan, style));
  const components = new Map(plan.components.map((component) => [component.address, component]));
  const symbolWidth = Math.max(1, ...plan.components.map((component) => actionWords[component.action].symbol.length));
  plan.waves.forEach((wave, index) => {
    lines.push("", style.paint(`Wave ${index + 1}`, "bold"), ...waveLines(wave, components, symbolWidth, style));
  });
  const unchanged = plan.components.filter((component) => component.action === "NO_OP");
  if (unchanged.length > 0 && plan.waves.length > 0) {
    const names = unchanged.map((component) => component.address).join(", ");
    lines.push("");
    lines.push(...paragraph(`${counted(unchanged.length, "component")} unchanged: ${names}`, style, 2, ""));
  }
  if (plan.waves.length === 0) {
    lines.push("", `No changes. ${recorded(unchanged.length)} as recorded.`);
    if (plan.policies.violations.length === 0) return joinLines(lines);
  }
  lines.push(
    "",
    ...findingLines(plan, style),
    ...costLines(plan, style),
    ...riskLines(plan, style),
    summaryLine(plan, style),
  );
  return joinLines(lines);
}

const recorded = (count: number): string => `${counted(count, "component")} ${count === 1 ? "is" : "are"}`;

function headerLines(plan: Plan, style: Style): string[] {
  const what = plan.operation === "destroy" ? "Plan to destroy" : "Plan for";
  const state = plan.baseSerial === 0 ? "nothing recorded yet" : `state serial ${plan.baseSerial}`;
  const lines = [`${style.paint(`${what} ${plan.stack} in ${plan.environment}`, "bold")} (${plan.region}, ${state})`];
  if (plan.interrupted)
    lines.push(
      ...paragraph(
        `Deployment ${plan.interrupted} has not ended: it is under way, or was cut off. Apply goes on from where it stopped.`,
        style,
        0,
      ),
    );
  return lines;
}

function waveLines(
  wave: readonly Address[],
  components: ReadonlyMap<Address, ComponentPlan>,
  symbolWidth: number,
  style: Style,
): string[] {
  const planned = wave.flatMap((address) => components.get(address) ?? []);
  const heads = columns(
    planned.map((component) => headOf(component, symbolWidth, style)),
    style,
    2,
  );
  return planned.flatMap((component, index) => [heads[index] ?? "", ...detailLines(component, symbolWidth + 3, style)]);
}

function headOf(component: ComponentPlan, symbolWidth: number, style: Style): string[] {
  const { symbol, paint, infinitive } = actionWords[component.action];
  const name = `${style.paint(padRight(symbol, symbolWidth), paint)} ${style.paint(component.address, "bold")}`;
  return [name, component.kind, style.paint(infinitive, paint)];
}

function detailLines(component: ComponentPlan, indent: number, style: Style): string[] {
  const lines: string[] = [];
  if (component.losesData)
    lines.push(`${" ".repeat(indent)}${style.paint("destroys the data that it holds", "bold", "red")}`);
  if (component.reasons.length > 0) lines.push(...paragraph(`because ${component.reasons.join("; ")}`, style, indent));
  lines.push(...resourceLines(component, style, indent));
  const { level, reasons } = component.risk;
  if (level !== "LOW" || style.verbose) {
    const text = `risk ${level}${reasons.length > 0 ? `: ${reasons.map((reason) => brief(reason, style)).join("; ")}` : ""}`;
    lines.push(...paragraph(text, style, indent).map((line) => style.paint(line, riskPaint[level])));
  }
  return lines;
}

function findingLines(plan: Plan, style: Style): string[] {
  const rows = [
    ...plan.policies.violations.map((finding) => ({ finding, mark: style.paint("✗", "red") })),
    ...plan.policies.warnings.map((finding) => ({ finding, mark: style.paint("⚠", "yellow") })),
  ];
  if (rows.length === 0) return [];
  const lines = columns(
    rows.map(({ finding, mark }) => [
      mark,
      finding.policy,
      `${finding.address ? `${finding.address}: ` : ""}${finding.message}`,
    ]),
    style,
    2,
  );
  return ["Policies:", ...lines, ""];
}

function costLines(plan: Plan, style: Style): string[] {
  const { monthlyUsdBefore, monthlyUsdAfter, monthlyUsdDelta, unknown, pricesDate } = plan.cost;
  if (monthlyUsdAfter === null) return ["Cost: unknown, no prices are known"];
  const before = monthlyUsdBefore === null ? "unknown" : usd(monthlyUsdBefore);
  const delta =
    monthlyUsdDelta === null ? "" : ` (${monthlyUsdDelta < 0 ? "-" : "+"}${usd(Math.abs(monthlyUsdDelta))})`;
  const date = pricesDate === null ? "" : `, prices of ${pricesDate}`;
  const missing = unknown.length === 0 ? "" : `; unknown for ${unknown.join(", ")}`;
  return paragraph(`Cost per month: ${before} → ${usd(monthlyUsdAfter)}${delta}${date}${missing}`, style, 2, "");
}

const usd = (amount: number): string => `$${amount.toFixed(2)}`;

/** The risk of the whole plan; what makes single components risky stands with them above. */
function riskLines(plan: Plan, style: Style): string[] {
  const { level, reasons } = plan.risk;
  const told = (reason: string): boolean => plan.components.some(({ address }) => reason.startsWith(`${address}: `));
  const own = style.verbose ? reasons : reasons.filter((reason) => !told(reason));
  const risky = plan.components.filter((component) => component.risk.level === level).map(({ address }) => address);
  const where = level === "LOW" || risky.length === 0 ? [] : [`in ${risky.join(", ")}`];
  const text = [`Risk: ${level}`, ...where, ...own.map((reason) => brief(reason, style))].join("; ");
  return paragraph(text.replace("; in ", " in "), style, 2, "").map((line) => style.paint(line, riskPaint[level]));
}

/** A reason whose list of names is cut after a few: the resources stand above, and `--verbose` gives all. */
function brief(reason: string, style: Style): string {
  const names = reason.split(", ");
  const shown = 4;
  if (style.verbose || names.length <= shown + 1) return reason;
  return `${names.slice(0, shown).join(", ")} and ${names.length - shown} more`;
}

function summaryLine(plan: Plan, style: Style): string {
  const { create, update, replace, noOp } = plan.summary;
  const counts = `${create} to create, ${update} to update, ${replace} to replace, ${plan.summary.delete} to delete`;
  return `${style.paint("Plan:", "bold")} ${counts}, ${noOp} unchanged.`;
}
