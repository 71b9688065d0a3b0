import { ExitCode } from "../../diagnostics/codes.ts";
import { deploymentHistory } from "../../operations/records.ts";
import type { historyArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { recordedScope } from "../recorded-scope.ts";
import { historyJson, historyView } from "../views/history-view.ts";

/** `deployer history` */
export const run: Handler<typeof historyArguments> = async (args, context) => {
  const { stack, environment } = args;
  const { services, scope } = await recordedScope({ stack, environment }, context);
  const deployments = await deploymentHistory(services, scope, args.limit);
  return {
    exitCode: ExitCode.done,
    result: historyJson(deployments),
    view: (style) => historyView(deployments, scope, style),
    diagnostics: [],
  };
};
