import { type HistoryDocument, historyFormatVersion } from "../../../schemas/history.ts";
import type { JournalDocument } from "../../../schemas/journal.ts";
import type { ComponentResult } from "../../model/deployment.ts";
import type { StateSnapshot } from "../../model/state.ts";
import { toStateDocument } from "../../model/state-document.ts";
import type { RecordRequest } from "./record-request.ts";

/** The history entry of a deployment that has just ended, with the snapshot that it leaves. */
export function historyEntry(input: {
  readonly request: RecordRequest;
  readonly journal: JournalDocument;
  readonly snapshot: StateSnapshot;
  readonly status: HistoryDocument["status"];
  readonly results: readonly ComponentResult[];
}): HistoryDocument {
  const { request, journal, snapshot } = input;
  return {
    formatVersion: historyFormatVersion,
    number: snapshot.deployment,
    deploymentId: request.deploymentId,
    version: snapshot.version,
    operation: request.plan.operation,
    status: input.status,
    startedAt: journal.startedAt,
    finishedAt: snapshot.updatedAt,
    by: snapshot.updatedBy,
    gitCommit: snapshot.gitCommit,
    ciRun: snapshot.ciRun,
    planId: request.plan.planId,
    summary: { ...request.plan.summary },
    components: input.results.map((each) => ({ ...each })),
    snapshot: toStateDocument(snapshot),
  };
}
