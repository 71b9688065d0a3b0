import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ConfigurationRequest } from "../model/configuration.ts";
import type { DeploymentReport } from "../model/deployment.ts";
import type { Plan } from "../model/plan.ts";
import type { Progress } from "../ports/progress.ts";
import type { DeploymentServices } from "./services.ts";

/** How a deployment is to be run; apply and destroy take the same. */
export interface DeployOptions {
  /** Components of one wave that are worked on at once, at most. */
  readonly parallelism: number;
  /** Milliseconds to wait for someone else's lock; 0 fails at once. */
  readonly lockTimeoutMs: number;
  /** A label for this deployment, such as the application's version. */
  readonly version: string | undefined;
  /** Stateful components that may be deleted or replaced. */
  readonly allowDataLoss: readonly string[];
  /** Aborts on the first Ctrl+C: running components are finished and recorded, no other is started. */
  readonly stop: AbortSignal;
  /** Aborts on the second Ctrl+C: running engines are interrupted. */
  readonly interrupt: AbortSignal;
}

/** Shows the plan and gets consent: resolves to who approved and how, or throws NOT_APPROVED or APPROVAL_REQUIRED. */
export type AskApproval = (
  plan: Plan,
  warnings: readonly Diagnostic[],
) => Promise<{ readonly by: string; readonly through: "terminal" | "flag" }>;

/** All nine stages. Throws ConfigurationError and DeployerError before anything was changed; later failures are in the report. */
export declare function apply(
  services: DeploymentServices,
  request: ConfigurationRequest,
  options: DeployOptions,
  askApproval: AskApproval,
  progress: Progress,
): Promise<{ readonly plan: Plan; readonly report: DeploymentReport; readonly warnings: readonly Diagnostic[] }>;
