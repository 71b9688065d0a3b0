import { destroy } from "../../operations/destroy.ts";
import { resolveScope } from "../../operations/resolve-scope.ts";
import { announceStop } from "../announce-stop.ts";
import { makeApprover } from "../approver.ts";
import type { destroyArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { configurationRequest } from "../configuration-request.ts";
import { deployOptions } from "../deploy-options.ts";
import { deploymentOutcome } from "../deployment-outcome.ts";
import { nextCommand } from "../next-command.ts";
import { progressMode } from "../progress-mode.ts";

/** `deployer destroy` */
export const run: Handler<typeof destroyArguments> = async (args, context) => {
  const request = await configurationRequest(args, context);
  const services = await context.composition.deployment({ simulate: context.globals.simulate });
  const scope = resolveScope(services, request);
  const settings = await context.composition.settings();
  const progress = await context.composition.progress(progressMode(context, settings));
  const approver = makeApprover(args.autoApprove || settings.preferences.autoApprove, context);
  const stopListening = announceStop(context.signals, progress);
  try {
    const { plan, report, warnings } = await destroy(
      services,
      scope,
      { services: args.service, components: args.component },
      deployOptions(args, settings, context.signals),
      approver,
      progress,
    );
    await progress.close();
    const { quiet, simulate } = context.globals;
    const next = nextCommand("destroy", scope, {
      service: args.service,
      component: args.component,
      allowDataLoss: args.allowDataLoss,
      simulate,
      variables: false,
    });
    return deploymentOutcome({ plan, report, warnings, warned: approver.hasShown(), next, quiet });
  } finally {
    stopListening();
    await progress.close();
  }
};
