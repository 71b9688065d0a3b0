import { ExitCode } from "../../diagnostics/codes.ts";
import { render } from "../../operations/render.ts";
import type { renderArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { configurationRequest } from "../configuration-request.ts";
import { renderJson } from "../views/render-json.ts";

/** `deployer render` */
export const run: Handler<typeof renderArguments> = async (args, context) => {
  const request = await configurationRequest(args, context);
  const report = render(await context.composition.repository(), request, { origins: args.provenance });
  return {
    exitCode: ExitCode.done,
    result: renderJson(report, args.provenance),
    view: () => report.yaml(),
    diagnostics: report.diagnostics,
  };
};
