import { ExitCode } from "../../diagnostics/codes.ts";
import { planChanges } from "../../model/plan.ts";
import { plan as makePlan } from "../../operations/plan.ts";
import type { planArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { configurationRequest } from "../configuration-request.ts";
import { progressMode } from "../progress-mode.ts";
import { planJson } from "../views/plan-json.ts";
import { planView } from "../views/plan-view.ts";

/** `deployer plan` */
export const run: Handler<typeof planArguments> = async (args, context) => {
  const request = await configurationRequest(args, context);
  const services = await context.composition.deployment({ simulate: context.globals.simulate });
  const progress = await context.composition.progress(progressMode(context, await context.composition.settings()));
  try {
    const { plan, warnings } = await makePlan(services, request, progress);
    return {
      exitCode: args.detailedExitcode && planChanges(plan) ? ExitCode.changesFound : ExitCode.done,
      result: planJson(plan),
      view: (style) => planView(plan, style),
      diagnostics: warnings,
    };
  } finally {
    await progress.close();
  }
};
