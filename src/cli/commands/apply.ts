import { apply } from "../../operations/apply.ts";
import { announceStop } from "../announce-stop.ts";
import { makeApprover } from "../approver.ts";
import type { applyArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { configurationRequest } from "../configuration-request.ts";
import { deployOptions } from "../deploy-options.ts";
import { deploymentOutcome } from "../deployment-outcome.ts";
import { nextCommand } from "../next-command.ts";
import { progressMode } from "../progress-mode.ts";

/** `deployer apply` */
export const run: Handler<typeof applyArguments> = async (args, context) => {
  const request = await configurationRequest(args, context);
  const services = await context.composition.deployment({ simulate: context.globals.simulate });
  const settings = await context.composition.settings();
  const progress = await context.composition.progress(progressMode(context, settings));
  const approver = makeApprover(args.autoApprove || settings.preferences.autoApprove, context);
  const stopListening = announceStop(context.signals, progress);
  try {
    const { plan, report, warnings } = await apply(
      services,
      request,
      deployOptions(args, settings, context.signals),
      approver,
      progress,
    );
    await progress.close();
    const next = nextCommand("apply", plan, {
      service: args.service,
      component: args.component,
      affected: args.affected,
      base: args.base,
      withDependents: args.withDependents,
      exclude: args.exclude,
      allowDataLoss: args.allowDataLoss,
      simulate: context.globals.simulate,
      variables: Object.keys(args.var).length > 0 || args.varFile.length > 0,
    });
    const { quiet } = context.globals;
    return deploymentOutcome({ plan, report, warnings, warned: approver.hasShown(), next, quiet });
  } finally {
    stopListening();
    await progress.close();
  }
};
