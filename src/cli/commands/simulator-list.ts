import { ExitCode } from "../../diagnostics/codes.ts";
import type { noArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { simulatedResourceJson, simulatorListView } from "../views/simulator-view.ts";

/** `deployer simulator list` */
export const run: Handler<typeof noArguments> = async (_args, context) => {
  const resources = await (await context.composition.simulatedAccount()).list();
  return {
    exitCode: ExitCode.done,
    result: { resources: resources.map(simulatedResourceJson) },
    view: (style) => simulatorListView(resources, style),
    diagnostics: [],
  };
};
