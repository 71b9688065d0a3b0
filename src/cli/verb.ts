import type { ArgumentSpecs, ArgumentValue, ValuesOf } from "./arguments/argument-spec.ts";
import type { CommandContext, Handler, Outcome } from "./command-context.ts";

/** A command as data: help, parsing and environment variables are all derived from it. */
export interface Verb {
  readonly summary: string;
  readonly args: ArgumentSpecs;
  readonly examples: readonly string[];
  /** Unread: the command runs whether the settings file is valid or not. */
  readonly settings: "read" | "unread";
  /** Loads the command's code and runs it with values that were read from `args`. */
  run(values: Readonly<Record<string, ArgumentValue>>, context: CommandContext): Promise<Outcome>;
}

/** Ties a table of arguments to the handler that takes them; the handler's module is loaded when it is run. */
export function defineVerb<const A extends ArgumentSpecs>(definition: {
  readonly summary: string;
  readonly args: A;
  readonly examples?: readonly string[];
  readonly settings?: "read" | "unread";
  readonly load: () => Promise<{ readonly run: Handler<A> }>;
}): Verb {
  return {
    summary: definition.summary,
    args: definition.args,
    examples: definition.examples ?? [],
    settings: definition.settings ?? "read",
    // The reader has filled every name of the table with a value of its kind, which the type system cannot follow.
    run: async (values, context) => (await definition.load()).run(values as ValuesOf<A>, context),
  };
}
