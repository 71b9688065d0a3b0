import { ExitCode } from "../../diagnostics/codes.ts";
import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import { type ComponentStatusReport, status } from "../../operations/status.ts";
import type { statusArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { recordedScope } from "../recorded-scope.ts";
import { statusJson } from "../views/status-json.ts";
import { statusView } from "../views/status-view.ts";

/** `deployer status`: fails where AWS says that something is unhealthy, so that a pipeline can rely on it. */
export const run: Handler<typeof statusArguments> = async (args, context) => {
  const { services, scope } = await recordedScope(args, context);
  const report = await status(services, scope, { services: args.service, components: args.component });
  const diagnostics = report.components.flatMap(unhealthyDiagnostic);
  return {
    exitCode: diagnostics.length > 0 ? ExitCode.failed : ExitCode.done,
    result: statusJson(report),
    view: (style) => statusView(report, style),
    diagnostics,
    untold: [],
  };
};

function unhealthyDiagnostic(component: ComponentStatusReport): Diagnostic[] {
  if (component.health !== "UNHEALTHY") return [];
  const { detail, address } = component;
  return [errorDiagnostic("COMPONENT_UNHEALTHY", { summary: "The component is not healthy", detail, address })];
}
