import { ExitCode } from "../../diagnostics/codes.ts";
import { type FormatReport, format } from "../../operations/format.ts";
import type { fmtArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { fmtView } from "../views/fmt-view.ts";

/** `deployer fmt` */
export const run: Handler<typeof fmtArguments> = async (args, { composition }) => {
  const writer = args.check ? undefined : await composition.writer();
  const report = await format(await composition.repository(), args.stack, writer);
  const { files, changed, leftAlone, diagnostics } = report;
  return {
    exitCode: exitCodeOf(report, args.check),
    result: { files, changed, leftAlone, check: args.check },
    view: (style) => fmtView(report, args.check, style),
    diagnostics,
  };
};

function exitCodeOf({ changed, diagnostics }: FormatReport, check: boolean): ExitCode {
  if (diagnostics.length > 0) return ExitCode.invalidConfiguration;
  return check && changed.length > 0 ? ExitCode.failed : ExitCode.done;
}
