import type { Address } from "../../model/address.ts";
import type { ComponentResult, ExecutionResult } from "../../model/deployment.ts";
import type { ApprovedPlan, ComponentPlan } from "../../model/plan.ts";
import { forEachAtMost } from "../../model/running-limit.ts";
import { executeComponent } from "./execute-component.ts";
import type { ExecuteOptions, ExecuteServices } from "./execute-services.ts";

/**
 * Stage 8: carries out an approved plan, wave by wave. A wave starts when the one before it has succeeded as a whole;
 * after a failure what runs is finished and nothing else is started. Never throws for what happens to a component.
 */
export async function execute(
  services: ExecuteServices,
  approved: ApprovedPlan,
  options: ExecuteOptions,
): Promise<ExecutionResult> {
  const { plan } = approved;
  const startedAtMs = services.clock.nowMs();
  const results = new Map<Address, ComponentResult>();
  const byAddress = new Map(plan.components.map((each) => [each.address, each]));
  let failed = false;
  for (const [index, wave] of plan.waves.entries()) {
    if (failed || options.stop.aborted) break;
    services.emit({ type: "wave-started", wave: index + 1, components: wave });
    await forEachAtMost(wave, options.parallelism, async (address) => {
      const planned = byAddress.get(address);
      if (!planned || failed || options.stop.aborted) return;
      const result = await executeComponent(services, plan, planned, options);
      results.set(address, result);
      failed ||= result.status === "FAILED" || result.status === "INTERRUPTED";
    });
    services.emit({ type: "wave-finished", wave: index + 1 });
  }
  const components = plan.components.map((each) => results.get(each.address) ?? notStarted(each));
  return {
    approved,
    deploymentId: options.deploymentId,
    status: statusOf(components, options),
    components,
    startedAtMs,
    finishedAtMs: services.clock.nowMs(),
  };
}

function notStarted(planned: ComponentPlan): ComponentResult {
  const unchanged = planned.action === "NO_OP";
  return {
    address: planned.address,
    action: planned.action,
    status: unchanged ? "NO_OP" : "SKIPPED",
    health: unchanged ? planned.recorded.health : "NONE",
    durationMs: 0,
    error: null,
  };
}

function statusOf(components: readonly ComponentResult[], options: ExecuteOptions): ExecutionResult["status"] {
  if (components.some((each) => each.status === "INTERRUPTED")) return "INTERRUPTED";
  if (components.some((each) => each.status === "FAILED")) return "FAILED";
  const stopped = options.stop.aborted && components.some((each) => each.status === "SKIPPED");
  return stopped ? "INTERRUPTED" : "SUCCEEDED";
}
