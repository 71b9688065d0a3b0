import type { ComponentHealth, ComponentStatus } from "../../model/deployment.ts";

/** How a component's work ended, before its duration is known. */
export interface ComponentOutcome {
  readonly status: Extract<ComponentStatus, "SUCCEEDED" | "FAILED" | "INTERRUPTED" | "NO_OP">;
  readonly health: ComponentHealth;
  readonly error: string | null;
}
