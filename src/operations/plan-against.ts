import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ComponentGraph } from "../model/graph.ts";
import type { Plan } from "../model/plan.ts";
import { interruptionWarning, makePlan } from "../pipeline/plan/index.ts";
import { checkPolicies } from "../pipeline/policy/index.ts";
import type { StoredState } from "../ports/state-store.ts";
import type { DeploymentServices } from "./services.ts";

export interface PlanReport {
  readonly plan: Plan;
  readonly warnings: readonly Diagnostic[];
}

/** The plan of a checked graph against one version of the recorded state. */
export async function planAgainst(
  services: Pick<DeploymentServices, "engine" | "kinds" | "policyEngine">,
  graph: ComponentGraph,
  stored: StoredState | undefined,
): Promise<PlanReport> {
  const report = await checkPolicies(graph, services.policyEngine);
  return {
    plan: await makePlan(services, report, stored?.snapshot),
    warnings: [...graph.diagnostics, ...interruptionWarning(stored?.snapshot)],
  };
}
