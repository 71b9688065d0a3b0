import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Scope } from "../model/address.ts";
import type { DeploymentReport } from "../model/deployment.ts";
import type { Plan } from "../model/plan.ts";
import type { Progress } from "../ports/progress.ts";
import type { AskApproval, DeployOptions } from "./apply.ts";
import type { DeploymentServices } from "./services.ts";

/** What of a stack is to be destroyed; empty lists mean all of it. */
export interface DestroySelection {
  readonly services: readonly string[];
  readonly components: readonly string[];
}

/** Deletes what is recorded, dependents first. Needs no YAML beyond the stack's and environment's names. */
export declare function destroy(
  services: DeploymentServices,
  scope: Scope,
  selection: DestroySelection,
  options: DeployOptions,
  askApproval: AskApproval,
  progress: Progress,
): Promise<{ readonly plan: Plan; readonly report: DeploymentReport; readonly warnings: readonly Diagnostic[] }>;
