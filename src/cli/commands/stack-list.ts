import { ExitCode } from "../../diagnostics/codes.ts";
import { listStacks } from "../../operations/list-stacks.ts";
import type { noArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { columns, counted, joinLines } from "../views/layout.ts";

/** `deployer stack list` */
export const run: Handler<typeof noArguments> = async (_args, context) => {
  const stacks = listStacks(await context.composition.repository());
  return {
    exitCode: ExitCode.done,
    result: { stacks },
    view: (style) => {
      if (stacks.length === 0) return "The repository has no stack; deployer stack init creates one.\n";
      const rows = stacks.map((stack) => [
        style.paint(stack.name, "cyan"),
        counted(stack.services, "service"),
        counted(stack.components, "component"),
        stack.environments.join(", ") || "no environments",
      ]);
      return joinLines(columns(rows, style));
    },
    diagnostics: [],
  };
};
