import type { Address, DeploymentId } from "./address.ts";
import type { Action, ApprovedPlan } from "./plan.ts";
import type { StateSnapshot } from "./state.ts";

/** How a component's part of a deployment ended. */
export type ComponentStatus = "SUCCEEDED" | "FAILED" | "SKIPPED" | "INTERRUPTED" | "NO_OP";
export type ComponentHealth = "HEALTHY" | "UNHEALTHY" | "INCONCLUSIVE" | "NONE";

export interface ComponentResult {
  readonly address: Address;
  readonly action: Action;
  readonly status: ComponentStatus;
  readonly health: ComponentHealth;
  readonly durationMs: number;
  /** One readable paragraph, or null. */
  readonly error: string | null;
}

export type DeploymentStatus = "SUCCEEDED" | "NO_CHANGES" | "FAILED" | "INTERRUPTED";

/** Stage 8: what was done. */
export interface ExecutionResult {
  readonly approved: ApprovedPlan;
  readonly deploymentId: DeploymentId;
  readonly status: Exclude<DeploymentStatus, "NO_CHANGES">;
  readonly components: readonly ComponentResult[];
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
}

/** What a whole deployment came to, after it was recorded. */
export interface DeploymentReport {
  readonly deployment: number;
  readonly deploymentId: DeploymentId | undefined;
  readonly version: string | undefined;
  readonly status: DeploymentStatus;
  readonly components: readonly ComponentResult[];
  readonly durationMs: number;
  readonly snapshot: StateSnapshot | undefined;
}
