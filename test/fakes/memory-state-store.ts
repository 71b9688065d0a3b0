import type { HistoryDocument } from "../../schemas/history.ts";
import type { JournalDocument } from "../../schemas/journal.ts";
import { DeployerError } from "../../src/diagnostics/deployer-error.ts";
import type { DeploymentId, Scope } from "../../src/model/address.ts";
import { historyFileName } from "../../src/model/history-name.ts";
import type { StateSnapshot } from "../../src/model/state.ts";
import { parseState, stateText } from "../../src/model/state-document.ts";
import type { Revision, StateStore, StoredState } from "../../src/ports/state-store.ts";

/** The state store of the tests: everything in memory, the same rules as the real ones. */
export class MemoryStateStore implements StateStore {
  readonly objects = new Map<string, string>();
  #writes = 0;
  readonly #revisions = new Map<string, Revision>();

  async read(scope: Scope): Promise<StoredState | undefined> {
    return this.#stored(scope);
  }

  async write(snapshot: StateSnapshot, expected: Revision | undefined): Promise<Revision> {
    const key = keyOf(snapshot);
    if (this.#revisions.get(key) !== expected) throw conflict("revision");
    const stored = this.#stored(snapshot);
    if (stored) {
      if (snapshot.epoch < stored.snapshot.epoch) throw conflict("epoch");
      if (snapshot.lineage !== stored.snapshot.lineage) throw conflict("lineage");
      if (snapshot.serial <= stored.snapshot.serial) throw conflict("serial");
    }
    this.objects.set(key, stateText(snapshot));
    const revision = `r${++this.#writes}` as Revision;
    this.#revisions.set(key, revision);
    return revision;
  }

  /** Read without a pause, so that no other writer gets between a check and its write. */
  #stored(scope: Scope): StoredState | undefined {
    const key = keyOf(scope);
    const text = this.objects.get(key);
    const revision = this.#revisions.get(key);
    return text === undefined || !revision ? undefined : { snapshot: parseState(text, scope, key), revision };
  }

  async addHistory(scope: Scope, entry: HistoryDocument): Promise<void> {
    const key = `${folder(scope)}/history/${historyFileName(entry)}`;
    if (this.objects.has(key)) throw conflict("history entry");
    this.objects.set(key, JSON.stringify(entry));
  }

  async listHistory(scope: Scope, limit: number): Promise<HistoryDocument[]> {
    return [...this.objects]
      .filter(([key]) => key.startsWith(`${folder(scope)}/history/`))
      .map(([, text]) => JSON.parse(text) as HistoryDocument)
      .sort((a, b) => b.number - a.number)
      .slice(0, limit);
  }

  async readJournal(scope: Scope, id: DeploymentId): Promise<JournalDocument | undefined> {
    const text = this.objects.get(`${folder(scope)}/journal/${id}.json`);
    return text === undefined ? undefined : (JSON.parse(text) as JournalDocument);
  }

  async writeJournal(scope: Scope, journal: JournalDocument): Promise<void> {
    this.objects.set(`${folder(scope)}/journal/${journal.deploymentId}.json`, JSON.stringify(journal));
  }

  async removeJournal(scope: Scope, id: DeploymentId): Promise<void> {
    this.objects.delete(`${folder(scope)}/journal/${id}.json`);
  }

  async listScopes(): Promise<Scope[]> {
    return [...this.objects.keys()]
      .filter((key) => key.endsWith("/state.json"))
      .sort()
      .map((key) => {
        const [, stack, environment] = key.split("/");
        return { stack, environment } as unknown as Scope;
      });
  }
}

const folder = (scope: Scope): string => `stacks/${scope.stack}/${scope.environment}`;
const keyOf = (scope: Scope): string => `${folder(scope)}/state.json`;

const conflict = (what: string): DeployerError =>
  new DeployerError("STATE_CONFLICT", { fault: "environment", summary: "conflict", detail: what });
