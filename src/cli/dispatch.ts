import { type CommandDef, defineCommand, runCommand } from "citty";
import type { ArgumentValue } from "./arguments/argument-spec.ts";
import type { CommandContext, Outcome } from "./command-context.ts";
import { commandTable, groups } from "./command-table.ts";

/**
 * Runs a command by its name through a citty command tree. The arguments were read before, strictly: citty's own
 * parser takes unknown flags and missing values for granted.
 */
export async function dispatch(
  name: string,
  values: Readonly<Record<string, ArgumentValue>>,
  context: CommandContext,
): Promise<Outcome> {
  let outcome: Outcome | undefined;
  const tree: Record<string, Record<string, CommandDef>> = { "": {} };
  for (const [path, verb] of Object.entries(commandTable)) {
    const [first = "", second] = path.split(" ");
    const leaf = defineCommand({
      meta: { name: path, description: verb.summary },
      run: async () => {
        outcome = await verb.run(values, context);
      },
    });
    if (second === undefined) (tree[""] ??= {})[first] = leaf;
    else (tree[first] ??= {})[second] = leaf;
  }
  const subCommands: Record<string, CommandDef> = { ...tree[""] };
  for (const [group, description] of Object.entries(groups)) {
    subCommands[group] = defineCommand({ meta: { name: group, description }, subCommands: tree[group] ?? {} });
  }
  await runCommand(defineCommand({ meta: { name: "deployer" }, subCommands }), { rawArgs: name.split(" ") });
  if (!outcome) throw new Error(`The command ${name} came to no outcome.`);
  return outcome;
}
