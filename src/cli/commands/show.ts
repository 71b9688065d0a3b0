import { ExitCode } from "../../diagnostics/codes.ts";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { recordedComponent, recordedState } from "../../operations/records.ts";
import { usageProblem } from "../arguments/usage-problem.ts";
import type { showArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { recordedScope } from "../recorded-scope.ts";
import { componentJson, componentView, stateJson, stateView } from "../views/show-view.ts";

/** `deployer show`: one recorded component, or the record of the whole stack. */
export const run: Handler<typeof showArguments> = async (args, context) => {
  if (args.address !== undefined && args.component !== undefined && args.address !== args.component) {
    throw new ConfigurationError([
      usageProblem("Two components named", `The argument says ${args.address}, --component says ${args.component}.`),
    ]);
  }
  const { stack, environment } = args;
  const { services, scope } = await recordedScope({ stack, environment }, context);
  const address = args.address ?? args.component;
  if (address === undefined) {
    const snapshot = await recordedState(services, scope);
    return {
      exitCode: ExitCode.done,
      result: stateJson(snapshot),
      view: (style) => stateView(snapshot, style),
      diagnostics: [],
    };
  }
  const record = await recordedComponent(services, scope, address);
  return {
    exitCode: ExitCode.done,
    result: componentJson(record),
    view: (style) => componentView(record, style),
    diagnostics: [],
  };
};
