import type { Progress } from "../ports/progress.ts";
import type { SelectingRequest } from "./affected.ts";
import { check } from "./check.ts";
import { environmentRequired } from "./environment-required.ts";
import { type PlanReport, planAgainst } from "./plan-against.ts";
import { readRecorded } from "./read-recorded.ts";
import type { DeploymentServices } from "./services.ts";

/** Stages 1 to 6: says what apply would do. Changes nothing, takes no lock. Throws ConfigurationError. */
export async function plan(
  services: DeploymentServices,
  request: SelectingRequest,
  progress: Progress,
): Promise<PlanReport> {
  const graph = check(services, request);
  const stored = await readRecorded(services.store, environmentRequired(graph.config));
  progress.emit({ type: "planning", components: graph.selected.size });
  return planAgainst(services, graph, stored);
}
