import { DeployerError } from "../../diagnostics/deployer-error.ts";
import { isoTime } from "../../model/iso-time.ts";
import type { ComponentPlan, Plan } from "../../model/plan.ts";
import type { EngineTarget } from "../../ports/engine.ts";
import type { ComponentOutcome } from "./component-outcome.ts";
import type { ExecuteOptions, ExecuteServices } from "./execute-services.ts";
import { recoverComponent } from "./recover-component.ts";
import { retire } from "./retire-component.ts";
import { tellResources } from "./tell-resources.ts";

/** Deletes a recorded component: protection off where the kind holds data, then every resource, then the record. */
export async function deleteComponent(
  services: ExecuteServices,
  plan: Plan,
  planned: Extract<ComponentPlan, { action: "DELETE" }>,
  options: ExecuteOptions,
): Promise<ComponentOutcome> {
  const { recorded } = planned;
  const target: EngineTarget = {
    stack: plan.stack,
    environment: plan.environment,
    address: recorded.address,
    region: recorded.region,
    pulumiStack: recorded.pulumiStack,
  };
  services.assertLease();
  await services.recorder.intend("DELETE", { ...recorded, status: "INTERRUPTED", fingerprint: null });
  try {
    await recoverComponent(services, recorded, target);
    if (planned.losesData) await retire(services, plan, recorded, target, options);
    await services.engine.destroy({
      target,
      onProgress: tellResources(services, recorded.address),
      signal: options.interrupt,
    });
  } catch (error) {
    if (!(error instanceof DeployerError)) throw error;
    const status = options.interrupt.aborted ? "INTERRUPTED" : "FAILED";
    const resources = await services.engine.resources(target);
    await services.recorder.keep({
      ...recorded,
      status,
      fingerprint: null,
      health: "NONE",
      error: error.message,
      resources: [...resources],
      deployment: services.recorder.snapshot.deployment,
      updatedAt: isoTime(services.clock.nowMs()),
    });
    return { status, health: "NONE", error: error.message };
  }
  await services.recorder.remove(recorded.address);
  return { status: "SUCCEEDED", health: "NONE", error: null };
}
