import type { Address, DeploymentId } from "./address.ts";
import type { ComponentHealth, ComponentStatus, DeploymentStatus } from "./deployment.ts";
import type { Action } from "./plan.ts";

/** What happens during a long run, as it happens: progress views and `--events` read nothing else. */
export type DeployEvent =
  | {
      readonly type: "lock-waiting";
      readonly lockedBy: string;
      readonly hostname: string;
      readonly ageMs: number;
      readonly command: string;
    }
  | { readonly type: "lock-acquired"; readonly lockKey: string }
  | { readonly type: "lock-taken-over"; readonly lockKey: string; readonly from: string; readonly because: string }
  | { readonly type: "planning"; readonly components: number }
  | {
      readonly type: "deployment-started";
      readonly deploymentId: DeploymentId;
      readonly deployment: number;
      readonly waves: readonly (readonly Address[])[];
      readonly actions: Readonly<Record<string, Action>>;
    }
  | { readonly type: "wave-started"; readonly wave: number; readonly components: readonly Address[] }
  | { readonly type: "component-started"; readonly address: Address; readonly action: Action }
  | {
      readonly type: "resource";
      readonly address: Address;
      readonly resource: string;
      readonly resourceType: string;
      readonly operation: string;
      readonly phase: "started" | "finished" | "failed";
    }
  | { readonly type: "health"; readonly address: Address; readonly detail: string }
  | { readonly type: "recovered"; readonly address: Address; readonly detail: string }
  | {
      readonly type: "component-finished";
      readonly address: Address;
      readonly action: Action;
      readonly status: ComponentStatus;
      readonly health: ComponentHealth;
      readonly durationMs: number;
      readonly error: string | null;
    }
  | { readonly type: "wave-finished"; readonly wave: number }
  | { readonly type: "stopping"; readonly detail: string }
  | {
      readonly type: "deployment-finished";
      readonly deployment: number;
      readonly status: DeploymentStatus;
      readonly durationMs: number;
    }
  | { readonly type: "note"; readonly level: "info" | "warning"; readonly text: string };
