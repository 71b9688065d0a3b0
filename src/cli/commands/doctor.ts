import { ExitCode } from "../../diagnostics/codes.ts";
import { doctor } from "../../operations/doctor.ts";
import type { doctorArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { doctorView } from "../views/doctor-view.ts";

/** `deployer doctor` */
export const run: Handler<typeof doctorArguments> = async (args, context) => {
  const { simulate } = context.globals;
  const report = await doctor(context.composition, { simulate, stack: args.stack, environment: args.environment });
  return {
    exitCode: report.checks.some((check) => check.result === "fail") ? ExitCode.failed : ExitCode.done,
    result: report,
    view: (style) => doctorView(report, style),
    diagnostics: [],
  };
};
