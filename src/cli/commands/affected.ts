import { ExitCode } from "../../diagnostics/codes.ts";
import { affected } from "../../operations/affected-report.ts";
import type { affectedListArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { configurationRequest } from "../configuration-request.ts";
import { affectedView } from "../views/affected-view.ts";

/** `deployer affected` */
export const run: Handler<typeof affectedListArguments> = async (args, context) => {
  const { base, ...rest } = args;
  const request = await configurationRequest(rest, context);
  const earlier = await (await context.composition.revisions()).open(base);
  const { diagnostics, ...report } = affected(await context.composition.repository(), request, earlier);
  const some = report.added.length + report.changed.length + report.deleted.length > 0;
  return {
    exitCode: args.detailedExitcode && some ? ExitCode.changesFound : ExitCode.done,
    result: { ...report, environment: report.environment ?? null, base },
    view: (style) => affectedView(report, base, style),
    diagnostics,
  };
};
