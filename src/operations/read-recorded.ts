import type { JournalDocument } from "../../schemas/journal.ts";
import type { Address, Scope } from "../model/address.ts";
import { fromRecordDocument } from "../model/record-document.ts";
import type { ComponentRecord, StateSnapshot } from "../model/state.ts";
import type { StateStore, StoredState } from "../ports/state-store.ts";

/**
 * The recorded state as it really is: where a deployment is under way or was cut off, components that it had begun
 * and not finished count as interrupted. One request; one more where a deployment has not ended.
 */
export async function readRecorded(store: StateStore, scope: Scope): Promise<StoredState | undefined> {
  const stored = await store.read(scope);
  const underway = stored?.snapshot.underway;
  if (!stored || !underway) return stored;
  const journal = await store.readJournal(scope, underway.deploymentId);
  return journal ? { ...stored, snapshot: withIntents(stored.snapshot, journal) } : stored;
}

function withIntents(snapshot: StateSnapshot, journal: JournalDocument): StateSnapshot {
  const components: Record<Address, ComponentRecord> = { ...snapshot.components };
  for (const [name, entry] of Object.entries(journal.components)) {
    const address = name as Address;
    // The state is written before the journal says done, so a record of this deployment proves that it was finished.
    const recorded = snapshot.components[address];
    const finished = recorded?.deployment === snapshot.deployment && recorded.updatedAt >= entry.startedAt;
    const deleted = entry.action === "DELETE" && !recorded;
    if (entry.state === "done" || finished || deleted) continue;
    components[address] = { ...fromRecordDocument(entry.record), status: "INTERRUPTED", fingerprint: null };
  }
  return { ...snapshot, components };
}
