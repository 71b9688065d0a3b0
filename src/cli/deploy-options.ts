import type { DeployOptions } from "../operations/apply.ts";
import type { ValuesOf } from "./arguments/argument-spec.ts";
import type { deployArguments } from "./arguments/shared-arguments.ts";
import type { Signals } from "./command-context.ts";

/** How the flags say that a deployment is to be run. */
export const deployOptions = (
  args: Omit<ValuesOf<typeof deployArguments>, "autoApprove">,
  signals: Signals,
): DeployOptions => ({
  parallelism: args.parallelism,
  lockTimeoutMs: args.lockTimeout,
  version: args.versionLabel,
  allowDataLoss: args.allowDataLoss,
  stop: signals.stop,
  interrupt: signals.interrupt,
});
