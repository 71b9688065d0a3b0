import type { ConfigurationRequest } from "../model/configuration.ts";
import type { Plan } from "../model/plan.ts";
import type { Progress } from "../ports/progress.ts";
import type { DeploymentServices } from "./services.ts";

/** Stages 1 to 6: says what apply would do. Changes nothing, takes no lock. Throws ConfigurationError. */
export declare function plan(
  services: DeploymentServices,
  request: ConfigurationRequest,
  progress: Progress,
): Promise<{ readonly plan: Plan; readonly warnings: readonly import("../diagnostics/diagnostic.ts").Diagnostic[] }>;
