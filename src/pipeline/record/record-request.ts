import type { DeploymentId, Scope } from "../../model/address.ts";
import type { Plan } from "../../model/plan.ts";
import type { StoredState } from "../../ports/state-store.ts";

/** The deployment that is to be recorded. */
export interface RecordRequest {
  readonly scope: Scope;
  readonly plan: Plan;
  readonly deploymentId: DeploymentId;
  readonly version: string | undefined;
  /** Epoch of the lock that is held. */
  readonly epoch: number;
  /** What was read under the lock. */
  readonly stored: StoredState | undefined;
}
