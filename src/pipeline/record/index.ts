import type { JournalDocument } from "../../../schemas/journal.ts";
import { journalFormatVersion } from "../../../schemas/journal.ts";
import type { Address } from "../../model/address.ts";
import type { ComponentResult } from "../../model/deployment.ts";
import { isoTime } from "../../model/iso-time.ts";
import type { Action } from "../../model/plan.ts";
import { fromRecordDocument, toRecordDocument } from "../../model/record-document.ts";
import type { ComponentRecord, StateSnapshot } from "../../model/state.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Identity } from "../../ports/identity.ts";
import type { Recorder } from "../../ports/recorder.ts";
import type { Revision, StateStore } from "../../ports/state-store.ts";
import { historyEntry } from "./history-entry.ts";
import type { RecordRequest } from "./record-request.ts";

export interface RecordServices {
  readonly store: StateStore;
  readonly clock: Clock;
  readonly identity: Identity;
}

/**
 * Stage 9: opens the record of a deployment. The state says that one is under way before anything is done; each
 * component is written when it is done; the end is the history entry, then the commit. Throws STATE_CONFLICT and
 * STATE_WRITE_FAILED: a deployment that cannot be recorded must not go on.
 */
export async function record(services: RecordServices, request: RecordRequest): Promise<Recorder> {
  const recorder = new DeploymentRecorder(services, request);
  await recorder.begin();
  return recorder;
}

class DeploymentRecorder implements Recorder {
  snapshot: StateSnapshot;
  #revision: Revision | undefined;
  #journal: JournalDocument;
  /** Writes follow one another, though components finish side by side. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly services: RecordServices,
    private readonly request: RecordRequest,
  ) {
    const startedAt = isoTime(services.clock.nowMs());
    const { identity } = services;
    const base = request.stored?.snapshot;
    this.#revision = request.stored?.revision;
    this.snapshot = {
      formatVersion: 1,
      stack: request.scope.stack,
      environment: request.scope.environment,
      lineage: base?.lineage ?? identity.newId(),
      serial: base?.serial ?? 0,
      epoch: request.epoch,
      deployment: (base?.deployment ?? 0) + 1,
      version: request.version ?? null,
      updatedAt: startedAt,
      updatedBy: identity.user,
      gitCommit: identity.gitCommit ?? null,
      ciRun: identity.ciRun ?? null,
      deployerVersion: identity.deployerVersion,
      underway: {
        deploymentId: request.deploymentId,
        operation: request.plan.operation,
        startedAt,
        superseded: base?.underway ? [base.underway.deploymentId, ...base.underway.superseded] : [],
      },
      components: base?.components ?? {},
    };
    this.#journal = {
      formatVersion: journalFormatVersion,
      deploymentId: request.deploymentId,
      operation: request.plan.operation,
      startedAt,
      by: identity.user,
      hostname: identity.hostname,
      pid: identity.pid,
      planId: request.plan.planId,
      components: {},
    };
  }

  async begin(): Promise<void> {
    // The journal follows with the first intent: a journal that no state names would never be found again.
    await this.#inTurn(() => this.#write(this.snapshot));
  }

  intend(action: Exclude<Action, "NO_OP">, component: ComponentRecord): Promise<void> {
    return this.#inTurn(async () => {
      this.#journalEntry(component.address, {
        action,
        record: toRecordDocument(component),
        state: "intended",
        startedAt: isoTime(this.services.clock.nowMs()),
      });
      await this.services.store.writeJournal(this.request.scope, this.#journal);
    });
  }

  keep(component: ComponentRecord): Promise<void> {
    return this.#inTurn(async () => {
      await this.#write({
        ...this.snapshot,
        components: { ...this.snapshot.components, [component.address]: component },
      });
      await this.#done(component.address);
    });
  }

  remove(address: Address): Promise<void> {
    return this.#inTurn(async () => {
      const { [address]: _removed, ...components } = this.snapshot.components;
      await this.#write({ ...this.snapshot, components });
      await this.#done(address);
    });
  }

  finish(status: "SUCCEEDED" | "FAILED" | "INTERRUPTED", results: readonly ComponentResult[]): Promise<StateSnapshot> {
    return this.#inTurn(async () => {
      await this.#keepUnfinished();
      const final = this.#next({ ...this.snapshot, underway: null });
      await this.services.store.addHistory(
        this.request.scope,
        historyEntry({ request: this.request, journal: this.#journal, snapshot: final, status, results }),
      );
      // Everything that the journals say is in the state by now, so that none of them outlives the deployment that it is of.
      for (const id of [this.request.deploymentId, ...(this.snapshot.underway?.superseded ?? [])])
        await this.services.store.removeJournal(this.request.scope, id);
      await this.#commit(final);
      return this.snapshot;
    });
  }

  /** Components that were begun and neither kept nor removed, because something else than the engine failed. */
  async #keepUnfinished(): Promise<void> {
    const unfinished = Object.values(this.#journal.components)
      .filter((each) => each.state === "intended")
      .map((each) => ({ ...fromRecordDocument(each.record), status: "INTERRUPTED" as const, fingerprint: null }));
    if (unfinished.length === 0) return;
    const components = Object.fromEntries(unfinished.map((each) => [each.address, each]));
    await this.#write({ ...this.snapshot, components: { ...this.snapshot.components, ...components } });
  }

  async #done(address: Address): Promise<void> {
    const entry = this.#journal.components[address];
    if (!entry) return;
    this.#journalEntry(address, { ...entry, state: "done" });
    await this.services.store.writeJournal(this.request.scope, this.#journal);
  }

  #journalEntry(address: Address, entry: JournalDocument["components"][string]): void {
    this.#journal = { ...this.#journal, components: { ...this.#journal.components, [address]: entry } };
  }

  #next(snapshot: StateSnapshot): StateSnapshot {
    return { ...snapshot, serial: this.snapshot.serial + 1, updatedAt: isoTime(this.services.clock.nowMs()) };
  }

  #write(snapshot: StateSnapshot): Promise<void> {
    return this.#commit(this.#next(snapshot));
  }

  async #commit(next: StateSnapshot): Promise<void> {
    this.#revision = await this.services.store.write(next, this.#revision);
    this.snapshot = next;
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task, task);
    this.#last = turn.catch(() => {});
    return turn;
  }
}
