import { type CommandDef, defineCommand, runCommand } from "citty";
import type { ArgumentValue } from "./arguments/argument-spec.ts";
import type { CommandContext, Outcome } from "./command-context.ts";
import { commandTable, groups } from "./command-table.ts";
import type { Verb } from "./verb.ts";

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
  const leaf = (path: string, verb: Verb): CommandDef =>
    defineCommand({
      meta: { name: path, description: verb.summary },
      run: async () => {
        outcome = await verb.run(values, context);
      },
    });
  const below = (prefix: string): Record<string, CommandDef> => {
    const verbs = Object.entries(commandTable).filter(([path]) => path.startsWith(prefix));
    return Object.fromEntries(verbs.map(([path, verb]) => [path.slice(prefix.length), leaf(path, verb)]));
  };
  const subCommands = below("");
  for (const [group, description] of Object.entries(groups)) {
    subCommands[group] = defineCommand({ meta: { name: group, description }, subCommands: below(`${group} `) });
  }
  await runCommand(defineCommand({ meta: { name: "deployer" }, subCommands }), { rawArgs: name.split(" ") });
  if (!outcome) throw new Error(`The command ${name} came to no outcome.`);
  return outcome;
}
