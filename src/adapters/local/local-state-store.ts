import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { type HistoryDocument, historySchema } from "../../../schemas/history.ts";
import { type JournalDocument, journalSchema } from "../../../schemas/journal.ts";
import { DeployerError } from "../../diagnostics/deployer-error.ts";
import { type DeploymentId, type EnvironmentName, isName, type Scope, type StackName } from "../../model/address.ts";
import { sha256 } from "../../model/fingerprint.ts";
import { historyFileName } from "../../model/history-name.ts";
import type { StateSnapshot } from "../../model/state.ts";
import { parseState, stateText } from "../../model/state-document.ts";
import type { Revision, StateStore, StoredState } from "../../ports/state-store.ts";
import { exclusively, readIfThere, removeWithRests, writeAtomically, writeNew } from "./exclusive-file.ts";

/** State, history and journal in a folder, in the same layout and with the same guarantees as in a bucket. */
export class LocalStateStore implements StateStore {
  constructor(private readonly folder: string) {}

  async read(scope: Scope): Promise<StoredState | undefined> {
    const file = this.#stateFile(scope);
    const text = readIfThere(file);
    if (text === undefined) return undefined;
    return { snapshot: parseState(text, scope, file), revision: revisionOf(text) };
  }

  async write(snapshot: StateSnapshot, expected: Revision | undefined): Promise<Revision> {
    const file = this.#stateFile(snapshot);
    const text = stateText(snapshot);
    try {
      return await exclusively(`${file}.guard`, () => {
        const current = readIfThere(file);
        const revision = current === undefined ? undefined : revisionOf(current);
        if (revision !== expected) throw conflict(file, "someone else has written it meanwhile");
        if (current !== undefined) refuseOlder(parseState(current, snapshot, file), snapshot, file);
        writeAtomically(file, text);
        return revisionOf(text);
      });
    } catch (error) {
      if (error instanceof DeployerError) throw error;
      throw writeFailed(file, error);
    }
  }

  async addHistory(scope: Scope, entry: HistoryDocument): Promise<void> {
    const file = join(this.#folder(scope), "history", historyFileName(entry));
    const text = `${JSON.stringify(v.parse(historySchema, entry))}\n`;
    try {
      if (writeNew(file, text)) return;
    } catch (error) {
      throw writeFailed(file, error);
    }
    throw conflict(file, "an entry of that name exists already");
  }

  async listHistory(scope: Scope, limit: number): Promise<HistoryDocument[]> {
    const folder = join(this.#folder(scope), "history");
    if (!existsSync(folder)) return [];
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    return names
      .map((name) => v.parse(historySchema, JSON.parse(readIfThere(join(folder, name)) ?? "null")))
      .sort((a, b) => b.number - a.number)
      .slice(0, limit);
  }

  async readJournal(scope: Scope, deploymentId: DeploymentId): Promise<JournalDocument | undefined> {
    const text = readIfThere(this.#journalFile(scope, deploymentId));
    return text === undefined ? undefined : v.parse(journalSchema, JSON.parse(text));
  }

  async writeJournal(scope: Scope, journal: JournalDocument): Promise<void> {
    const file = this.#journalFile(scope, journal.deploymentId);
    try {
      writeAtomically(file, `${JSON.stringify(v.parse(journalSchema, journal))}\n`);
    } catch (error) {
      throw writeFailed(file, error);
    }
  }

  async removeJournal(scope: Scope, deploymentId: DeploymentId): Promise<void> {
    removeWithRests(this.#journalFile(scope, deploymentId));
  }

  async listScopes(): Promise<Scope[]> {
    const stacks = join(this.folder, "stacks");
    if (!existsSync(stacks)) return [];
    return readdirSync(stacks)
      .filter(isName)
      .sort()
      .flatMap((stack) =>
        readdirSync(join(stacks, stack))
          .filter((environment) => isName(environment) && existsSync(join(stacks, stack, environment, "state.json")))
          .sort()
          .map((environment) => ({ stack: stack as StackName, environment: environment as EnvironmentName })),
      );
  }

  #folder(scope: Scope): string {
    return join(this.folder, "stacks", scope.stack, scope.environment);
  }

  #stateFile(scope: Scope): string {
    return join(this.#folder(scope), "state.json");
  }

  #journalFile(scope: Scope, deploymentId: string): string {
    return join(this.#folder(scope), "journal", `${deploymentId}.json`);
  }
}

const revisionOf = (text: string): Revision => sha256(text) as Revision;

/** A holder of an older lock, or one with an older view, must not undo what a newer one wrote. */
function refuseOlder(current: StateSnapshot, next: StateSnapshot, file: string): void {
  if (next.epoch < current.epoch) throw conflict(file, `it was written under a newer lock (epoch ${current.epoch})`);
  if (next.lineage !== current.lineage) throw conflict(file, "it is of another lineage");
  if (next.serial <= current.serial) throw conflict(file, `its serial ${current.serial} is not older`);
}

const conflict = (file: string, why: string): DeployerError =>
  new DeployerError("STATE_CONFLICT", {
    fault: "environment",
    summary: "The recorded state was changed by someone else.",
    detail: `${file} was not written: ${why}.`,
    hint: "Run the same command again: it plans against the new state.",
  });

const writeFailed = (file: string, cause: unknown): DeployerError =>
  new DeployerError("STATE_WRITE_FAILED", {
    fault: "environment",
    summary: "The recorded state could not be written.",
    detail: `${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "Mend the disk or its permissions, then run the same command again: what was deployed is found by the journal and the account.",
    cause,
  });
