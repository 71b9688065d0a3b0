import type { Address } from "../model/address.ts";
import type { ComponentResult } from "../model/deployment.ts";
import type { Action } from "../model/plan.ts";
import type { ComponentRecord, StateSnapshot } from "../model/state.ts";

/** Where execution leaves what it is about to do and what it did; every call is durable when it returns. */
export interface Recorder {
  readonly snapshot: StateSnapshot;
  /** Before the engine starts on a component: what a crash from here on leaves is found by this. */
  intend(action: Exclude<Action, "NO_OP">, record: ComponentRecord): Promise<void>;
  /** After a component is done, well or not. */
  keep(record: ComponentRecord): Promise<void>;
  /** After a component was deleted. */
  remove(address: Address): Promise<void>;
  /** The end of the deployment: the history entry, then the commit. */
  finish(status: "SUCCEEDED" | "FAILED" | "INTERRUPTED", results: readonly ComponentResult[]): Promise<StateSnapshot>;
}
