import type * as v from "valibot";
import type { Kind, KindDefinition } from "./kind.ts";

/** Checks a kind's parts against one another at compile time, and gives the form in which the registry holds it. */
export function defineKind<SpecSchema extends v.GenericSchema, OutputsSchema extends v.GenericSchema<unknown, object>>(
  definition: KindDefinition<SpecSchema, OutputsSchema>,
): Kind {
  // The registry hands a kind only specs and outputs that its own schemas have accepted.
  return definition as unknown as Kind;
}
