import { ExitCode } from "../../diagnostics/codes.ts";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { jsonSchema, schemaNames } from "../../operations/schemas.ts";
import { didYouMean, usageProblem } from "../arguments/usage-problem.ts";
import type { schemaArguments } from "../arguments/verb-arguments.ts";
import type { Handler, Outcome } from "../command-context.ts";

/** `deployer schema`: needs no repository. */
export const run: Handler<typeof schemaArguments> = async (args) => {
  if (args.list) return list();
  const name = args.kind === undefined ? undefined : await knownName(args.kind);
  const schema = await jsonSchema(name, args.overlay ? "part" : "whole");
  return {
    exitCode: ExitCode.done,
    result: { kind: name ?? null, schema },
    view: () => `${JSON.stringify(schema, null, 2)}\n`,
    diagnostics: [],
  };
};

async function list(): Promise<Outcome> {
  const { kinds, stored } = await schemaNames();
  return {
    exitCode: ExitCode.done,
    result: { kinds, stored },
    view: () => [...kinds, ...stored, ""].join("\n"),
    diagnostics: [],
  };
}

/** A schema's name as it is written; in which case its letters are typed does not matter. */
async function knownName(typed: string): Promise<string> {
  const { kinds, stored } = await schemaNames();
  const names = [...kinds, ...stored];
  const known =
    names.find((each) => each === typed) ?? names.find((each) => each.toLowerCase() === typed.toLowerCase());
  if (known !== undefined) return known;
  const hint = didYouMean(typed, names, (name) => `deployer schema ${name}`);
  const detail = `There is no schema of ${typed}; those that there are: ${names.join(", ")}.`;
  throw new ConfigurationError([usageProblem("Unknown kind", detail, hint || undefined)]);
}
