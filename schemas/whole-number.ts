import * as v from "valibot";

/** A whole number within inclusive bounds; the message names the bound because AWS's own refusal often does not. */
export const wholeNumber = (minimum: number, maximum: number) =>
  v.pipe(
    v.number(),
    v.integer("must be a whole number"),
    v.minValue(minimum, `must be at least ${minimum}`),
    v.maxValue(maximum, `must be at most ${maximum}`),
  );
