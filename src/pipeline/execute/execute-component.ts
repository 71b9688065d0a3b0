import { DeployerError } from "../../diagnostics/deployer-error.ts";
import type { ComponentResult } from "../../model/deployment.ts";
import type { ComponentPlan, Plan } from "../../model/plan.ts";
import type { ComponentOutcome } from "./component-outcome.ts";
import { deleteComponent } from "./delete-component.ts";
import { deployComponent } from "./deploy-component.ts";
import type { ExecuteOptions, ExecuteServices } from "./execute-services.ts";

/** Works on one component and reports it; a failure becomes its result. */
export async function executeComponent(
  services: ExecuteServices,
  plan: Plan,
  planned: ComponentPlan,
  options: ExecuteOptions,
): Promise<ComponentResult> {
  const startedMs = services.clock.monotonicMs();
  const { address, action } = planned;
  services.emit({ type: "component-started", address, action });
  const outcome = await work(services, plan, planned, options).catch((error: unknown) => failure(error, options));
  const result = { address, action, ...outcome, durationMs: Math.round(services.clock.monotonicMs() - startedMs) };
  services.emit({ type: "component-finished", ...result });
  return result;
}

function work(
  services: ExecuteServices,
  plan: Plan,
  planned: ComponentPlan,
  options: ExecuteOptions,
): Promise<ComponentOutcome> {
  switch (planned.action) {
    case "CREATE":
    case "UPDATE":
    case "REPLACE":
      return deployComponent(services, plan, planned, options);
    case "DELETE":
      return deleteComponent(services, plan, planned, options);
    case "NO_OP":
      return Promise.resolve({ status: "NO_OP", health: planned.recorded.health, error: null });
  }
}

/** What is thrown here was thrown outside of the engine's own run: a lost lock, a failed write, or a bug. */
function failure(error: unknown, options: ExecuteOptions): ComponentOutcome {
  if (error instanceof DeployerError)
    return { status: options.interrupt.aborted ? "INTERRUPTED" : "FAILED", health: "NONE", error: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return { status: "FAILED", health: "NONE", error: `This is a bug in Deployer: ${message}` };
}
