import type { HistoryDocument } from "../../schemas/history.ts";
import type { JournalDocument } from "../../schemas/journal.ts";
import type { DeploymentId, Scope } from "../model/address.ts";
import type { StateSnapshot } from "../model/state.ts";

/** Names one stored version of a state, as an ETag does: equal only when the content is. */
export type Revision = string & { readonly __brand: "Revision" };

export interface StoredState {
  readonly snapshot: StateSnapshot;
  readonly revision: Revision;
}

/** Where recorded state lives. Every write is conditional: nobody overwrites what they have not read. */
export interface StateStore {
  /** The state of a scope, or undefined where nothing was ever recorded. One request. Throws STATE_CORRUPT, STATE_NEWER. */
  read(scope: Scope): Promise<StoredState | undefined>;
  /**
   * Writes a state if the stored one is still at `expected` (undefined: if there is none), and returns the new revision.
   * Throws STATE_CONFLICT where it is not, or where the stored epoch or serial is not older; STATE_WRITE_FAILED otherwise.
   */
  write(snapshot: StateSnapshot, expected: Revision | undefined): Promise<Revision>;
  /** Writes a history entry under a name that must be new. */
  addHistory(scope: Scope, entry: HistoryDocument): Promise<void>;
  /** Entries, newest first, at most `limit`. */
  listHistory(scope: Scope, limit: number): Promise<HistoryDocument[]>;
  readJournal(scope: Scope, deploymentId: DeploymentId): Promise<JournalDocument | undefined>;
  writeJournal(scope: Scope, journal: JournalDocument): Promise<void>;
  removeJournal(scope: Scope, deploymentId: DeploymentId): Promise<void>;
  /** Scopes with recorded state, sorted. */
  listScopes(): Promise<Scope[]>;
}
