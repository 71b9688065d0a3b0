import { ExitCode } from "../../diagnostics/codes.ts";
import type { simulatorShowArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";

/** `deployer simulator delete ID` */
export const run: Handler<typeof simulatorShowArguments> = async (args, context) => {
  await (await context.composition.simulatedAccount()).delete(args.id);
  return {
    exitCode: ExitCode.done,
    result: { deleted: args.id },
    view: (style) => `${style.paint("✓", "green")} ${args.id} is gone from the simulated account.\n`,
    diagnostics: [],
  };
};
