import type { Action } from "../../model/plan.ts";
import type { Paint } from "./style.ts";

interface ActionWords {
  readonly symbol: string;
  readonly infinitive: string;
  readonly past: string;
  readonly paint: Paint;
}

/** How an action is written. */
export const actionWords: Readonly<Record<Action, ActionWords>> = {
  CREATE: { symbol: "+", infinitive: "create", past: "created", paint: "green" },
  UPDATE: { symbol: "~", infinitive: "update", past: "updated", paint: "yellow" },
  REPLACE: { symbol: "-/+", infinitive: "replace", past: "replaced", paint: "magenta" },
  DELETE: { symbol: "-", infinitive: "delete", past: "deleted", paint: "red" },
  NO_OP: { symbol: " ", infinitive: "unchanged", past: "unchanged", paint: "dim" },
};
