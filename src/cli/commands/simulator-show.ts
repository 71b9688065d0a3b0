import { ExitCode } from "../../diagnostics/codes.ts";
import type { simulatorShowArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { simulatedResourceJson, simulatorResourceView } from "../views/simulator-view.ts";

/** `deployer simulator show ID` */
export const run: Handler<typeof simulatorShowArguments> = async (args, context) => {
  const resource = await (await context.composition.simulatedAccount()).show(args.id);
  return {
    exitCode: ExitCode.done,
    result: simulatedResourceJson(resource),
    view: (style) => simulatorResourceView(resource, style),
    diagnostics: [],
  };
};
