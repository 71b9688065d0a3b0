import { ExitCode } from "../../diagnostics/codes.ts";
import type { Address } from "../../model/address.ts";
import { isSelected } from "../../model/selection.ts";
import { recordedOutputs } from "../../operations/records.ts";
import type { outputsArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { recordedScope } from "../recorded-scope.ts";
import { outputsJson } from "../views/output-json.ts";
import { outputsView } from "../views/outputs-view.ts";

/** `deployer outputs` */
export const run: Handler<typeof outputsArguments> = async (args, context) => {
  const { services, scope } = await recordedScope(args, context);
  const all = Object.entries(await recordedOutputs(services, scope));
  const outputs = Object.fromEntries(
    all.filter(([address]) => isSelected(address as Address, { services: args.service, components: args.component })),
  );
  return {
    exitCode: ExitCode.done,
    result: { stack: scope.stack, environment: scope.environment, outputs: outputsJson(outputs) },
    view: (style) => outputsView(outputs, style) || "No outputs are recorded.\n",
    diagnostics: [],
  };
};
