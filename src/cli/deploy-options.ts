import type { DeployOptions } from "../operations/apply.ts";
import type { Settings } from "../operations/services.ts";
import type { ValuesOf } from "./arguments/argument-spec.ts";
import type { deployArguments } from "./arguments/shared-arguments.ts";
import type { Signals } from "./command-context.ts";

/** How the flags, and the settings where a flag is silent, say that a deployment is to be run. */
export const deployOptions = (
  args: Omit<ValuesOf<typeof deployArguments>, "autoApprove">,
  settings: Settings,
  signals: Signals,
): DeployOptions => ({
  parallelism: args.parallelism ?? settings.preferences.parallelism,
  lockTimeoutMs: args.lockTimeout,
  version: args.versionLabel,
  allowDataLoss: args.allowDataLoss,
  stop: signals.stop,
  interrupt: signals.interrupt,
});
