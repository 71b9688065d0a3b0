import { ExitCode } from "../../diagnostics/codes.ts";
import type { Address } from "../../model/address.ts";
import { isSelected } from "../../model/selection.ts";
import { recordedState } from "../../operations/records.ts";
import type { listArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { recordedScope } from "../recorded-scope.ts";
import { listJson, listView } from "../views/list-view.ts";

/** `deployer list`: from the record alone; AWS is not asked. */
export const run: Handler<typeof listArguments> = async (args, context) => {
  const { services, scope } = await recordedScope(args, context);
  const snapshot = await recordedState(services, scope);
  const components = Object.values(snapshot.components).filter(({ address }) =>
    isSelected(address as Address, { services: args.service, components: args.component }),
  );
  return {
    exitCode: ExitCode.done,
    result: listJson(snapshot, components),
    view: (style) => listView(snapshot, components, style),
    diagnostics: [],
  };
};
