import type { Address, EnvironmentName, Region, Scope, StackName } from "../../model/address.ts";
import { deletionWaves } from "../../model/deletion-order.ts";
import { sha256 } from "../../model/fingerprint.ts";
import { canonicalJson } from "../../model/json.ts";
import type { Action, ComponentPlan, Operation, Plan, PlanSummary, Risk } from "../../model/plan.ts";
import type { PolicyReport } from "../../model/policy.ts";
import { isProduction } from "../../model/production.ts";
import type { ComponentRecord, StateSnapshot } from "../../model/state.ts";
import { higher } from "./risk.ts";

/** What of the configuration a plan names. */
export interface PlannedConfig {
  readonly stackName: StackName;
  readonly environment: EnvironmentName | undefined;
  readonly region: Region;
}

export interface PlanParts {
  readonly operation: Operation;
  readonly config: PlannedConfig;
  readonly waves: readonly (readonly Address[])[];
  readonly plans: readonly ComponentPlan[];
  readonly deletions: readonly ComponentRecord[];
  readonly recorded: StateSnapshot | undefined;
  readonly policies: Pick<PolicyReport, "checked" | "warnings" | "violations">;
}

/** The scope that a plan is for; a plan is never made without an environment. */
export function scopeOf(config: PlannedConfig): Scope {
  if (!config.environment) throw new Error("a plan needs an environment");
  return { stack: config.stackName, environment: config.environment };
}

/** Puts component plans together: creations and updates in the graph's order, then deletions, dependents first. */
export function assemblePlan(parts: PlanParts): Plan {
  const byAddress = new Map(parts.plans.map((each) => [each.address, each]));
  const changes = (address: Address): boolean => (byAddress.get(address)?.action ?? "NO_OP") !== "NO_OP";
  const waves = [...parts.waves.map((wave) => wave.filter(changes)), ...deletionWaves(parts.deletions)].filter(
    (wave) => wave.length > 0,
  );
  const ordered = [...waves.flat(), ...parts.waves.flat().filter((address) => !changes(address))];
  const components = ordered.flatMap((address) => byAddress.get(address) ?? []);
  const dataLoss = components.filter((each) => each.losesData).map((each) => each.address);
  const { stack, environment } = scopeOf(parts.config);
  const baseSerial = parts.recorded?.serial ?? 0;
  const changing = components.some((each) => each.action !== "NO_OP");
  return {
    planId: planId(parts, stack, environment, baseSerial, components),
    operation: parts.operation,
    stack,
    environment,
    region: parts.config.region,
    baseSerial,
    baseState: parts.recorded,
    waves,
    components,
    summary: summarise(components),
    cost: {
      monthlyUsdBefore: null,
      monthlyUsdAfter: null,
      monthlyUsdDelta: null,
      // No price table exists yet, so every component is listed rather than taken for free.
      unknown: components.map((each) => each.address),
      pricesDate: null,
    },
    risk: overallRisk(components),
    dataLoss,
    policies: {
      checked: parts.policies.checked,
      warnings: parts.policies.warnings,
      violations: parts.policies.violations,
    },
    approval: { required: changing, reasons: approvalReasons(changing, environment, dataLoss) },
    interrupted: parts.recorded?.underway?.deploymentId,
  };
}

function planId(
  parts: PlanParts,
  stack: StackName,
  environment: EnvironmentName,
  baseSerial: number,
  components: readonly ComponentPlan[],
): string {
  const intentions = components.map(({ address, action, resources, ...rest }) => ({
    address,
    action,
    resources,
    spec: "component" in rest ? rest.component.spec : null,
  }));
  return sha256(canonicalJson({ operation: parts.operation, stack, environment, baseSerial, intentions }));
}

function summarise(components: readonly ComponentPlan[]): PlanSummary {
  const count = (action: Action): number => components.filter((each) => each.action === action).length;
  return {
    create: count("CREATE"),
    update: count("UPDATE"),
    replace: count("REPLACE"),
    delete: count("DELETE"),
    noOp: count("NO_OP"),
  };
}

function overallRisk(components: readonly ComponentPlan[]): Risk {
  const risky = components.filter((each) => each.risk.level !== "LOW");
  return {
    level: components.reduce<Risk["level"]>((level, each) => higher(level, each.risk.level), "LOW"),
    reasons: risky.flatMap((each) => each.risk.reasons.map((reason) => `${each.address}: ${reason}`)),
  };
}

function approvalReasons(changing: boolean, environment: EnvironmentName, dataLoss: readonly Address[]): string[] {
  if (!changing) return [];
  const reasons = ["the plan changes resources"];
  if (isProduction(environment)) reasons.push("production environment");
  if (dataLoss.length > 0) reasons.push(`destroys data in ${dataLoss.join(", ")}`);
  return reasons;
}
