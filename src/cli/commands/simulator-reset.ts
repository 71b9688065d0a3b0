import { ExitCode } from "../../diagnostics/codes.ts";
import type { noArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";

/** `deployer simulator reset` */
export const run: Handler<typeof noArguments> = async (_args, context) => {
  await (await context.composition.simulatedAccount()).reset();
  return {
    exitCode: ExitCode.done,
    result: {},
    view: (style) => `${style.paint("✓", "green")} The simulated account is empty, without faults and latencies.\n`,
    diagnostics: [],
  };
};
