import type { Progress } from "../ports/progress.ts";
import type { SelectingRequest } from "./affected.ts";
import { check } from "./check.ts";
import { type Approver, type DeployOptions, type DeployReport, deploy } from "./deploy.ts";
import { environmentRequired } from "./environment-required.ts";
import { planAgainst } from "./plan-against.ts";
import { readRecorded } from "./read-recorded.ts";
import type { DeploymentServices } from "./services.ts";

export type { Approver, DeployOptions, DeployReport } from "./deploy.ts";

/** All nine stages. Throws ConfigurationError and DeployerError before anything was changed; later failures are in the report. */
export async function apply(
  services: DeploymentServices,
  request: SelectingRequest,
  options: DeployOptions,
  approver: Approver,
  progress: Progress,
): Promise<DeployReport> {
  const graph = check(services, request);
  const scope = environmentRequired(graph.config);
  const stored = await readRecorded(services.store, scope);
  progress.emit({ type: "planning", components: graph.selected.size });
  const { plan, warnings } = await planAgainst(services, graph, stored);
  const replan = async (newer: typeof stored) => (await planAgainst(services, graph, newer)).plan;
  return deploy(services, { scope, plan, warnings, stored, replan }, options, approver, progress);
}
