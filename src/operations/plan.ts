import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ConfigurationRequest } from "../model/configuration.ts";
import type { ComponentGraph } from "../model/graph.ts";
import type { Plan } from "../model/plan.ts";
import { interruptionWarning, makePlan } from "../pipeline/plan/index.ts";
import { checkPolicies } from "../pipeline/policy/index.ts";
import type { Progress } from "../ports/progress.ts";
import type { StoredState } from "../ports/state-store.ts";
import { check } from "./check.ts";
import { environmentRequired } from "./environment-required.ts";
import { readRecorded } from "./read-recorded.ts";
import type { DeploymentServices } from "./services.ts";

export interface PlanReport {
  readonly plan: Plan;
  readonly warnings: readonly Diagnostic[];
}

/** Stages 1 to 6: says what apply would do. Changes nothing, takes no lock. Throws ConfigurationError. */
export async function plan(
  services: DeploymentServices,
  request: ConfigurationRequest,
  progress: Progress,
): Promise<PlanReport> {
  const graph = check(services, request);
  const stored = await readRecorded(services.store, environmentRequired(graph.config));
  progress.emit({ type: "planning", components: graph.selected.size });
  return planAgainst(services, graph, stored);
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
