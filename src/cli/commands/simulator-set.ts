import { ExitCode } from "../../diagnostics/codes.ts";
import type { Json } from "../../model/json.ts";
import type { simulatorSetArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { simulatedResourceJson } from "../views/simulator-view.ts";

/** `deployer simulator set ID PATH VALUE` */
export const run: Handler<typeof simulatorSetArguments> = async (args, context) => {
  const account = await context.composition.simulatedAccount();
  const resource = await account.set(args.id, args.path, parseValue(args.value));
  return {
    exitCode: ExitCode.done,
    result: simulatedResourceJson(resource),
    view: (style) => `${style.paint("✓", "green")} ${resource.name}: ${args.path} is now ${args.value}\n`,
    diagnostics: [],
  };
};

/** JSON where it is JSON; anything else is text, so that users need no quotes within quotes. */
function parseValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
