import { ExitCode } from "../../diagnostics/codes.ts";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { usageProblem } from "../arguments/usage-problem.ts";
import type { simulatorFailArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";

/** `deployer simulator fail` */
export const run: Handler<typeof simulatorFailArguments> = async (args, context) => {
  const { component, type, operation, times, message } = args;
  if (component === undefined && type === undefined) {
    throw new ConfigurationError([usageProblem("Missing argument", "--component, --type or both are required.")]);
  }
  await (await context.composition.simulatedAccount()).fail({ component, type, operation, times, message });
  const what = [type, component === undefined ? undefined : `of ${component}`].filter((part) => part !== undefined);
  const often = times === undefined ? "until reset" : times === 1 ? "once" : `${times} times`;
  return {
    exitCode: ExitCode.done,
    result: {
      component: component ?? null,
      type: type ?? null,
      operation,
      times: times ?? null,
      message: message ?? null,
    },
    view: (style) => `${style.paint("✓", "green")} ${operation} ${what.join(" ")} fails ${often}.\n`,
    diagnostics: [],
  };
};
