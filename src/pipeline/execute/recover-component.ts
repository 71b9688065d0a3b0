import type { ComponentRecord } from "../../model/state.ts";
import type { EngineTarget } from "../../ports/engine.ts";
import type { ExecuteServices } from "./execute-services.ts";

/**
 * Before a component is worked on whose last run was cut off or failed: what that run made in the account without living
 * to record it is taken over, so that nothing is made twice and nothing is left behind. An engine that died took its
 * last words with it, so that its failure looks like any other.
 */
export async function recoverComponent(
  services: ExecuteServices,
  recorded: ComponentRecord | undefined,
  target: EngineTarget,
): Promise<void> {
  if (!recorded || recorded.status === "SUCCEEDED") return;
  const owner = { stack: target.stack, environment: target.environment, address: target.address };
  const recovery = await services.engine.recover(target, () => services.cloud.findOwned(owner, target.region));
  for (const detail of recovery.notes) services.emit({ type: "recovered", address: target.address, detail });
}
