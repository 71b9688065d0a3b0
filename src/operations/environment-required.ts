import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import { errorDiagnostic } from "../diagnostics/diagnostic.ts";
import type { Scope } from "../model/address.ts";
import type { ValidConfig } from "../model/configuration.ts";

/** The scope of a configuration. Throws ENVIRONMENT_REQUIRED where no environment was named. */
export function environmentRequired(config: Pick<ValidConfig, "stackName" | "environment">): Scope {
  if (config.environment) return { stack: config.stackName, environment: config.environment };
  throw new ConfigurationError([
    errorDiagnostic("ENVIRONMENT_REQUIRED", {
      summary: "The command needs an environment.",
      detail: `No environment was named for stack ${config.stackName}.`,
      hint: "Pass --environment NAME, set DEPLOYER_ENVIRONMENT, or give stack.yaml a spec.defaultEnvironment.",
    }),
  ]);
}
