import { checkHealth } from "../kinds/check-health.ts";
import type { Address, Scope } from "../model/address.ts";
import { forEachAtMost } from "../model/running-limit.ts";
import { isSelected, type Selection } from "../model/selection.ts";
import type { ComponentRecord } from "../model/state.ts";
import { verdictDetail } from "../model/verdict.ts";
import { readRecorded } from "./read-recorded.ts";
import { nothingRecorded } from "./records.ts";
import type { RecordServices, RepositoryServices } from "./services.ts";

/** One component as AWS sees it now. */
export interface ComponentStatusReport {
  readonly address: Address;
  readonly kind: string;
  /** What is recorded: SUCCEEDED, FAILED or INTERRUPTED. */
  readonly state: ComponentRecord["status"];
  /** What AWS says at this moment. */
  readonly health: "HEALTHY" | "UNHEALTHY" | "INCONCLUSIVE" | "NONE";
  readonly detail: string;
}

export interface StatusReport extends Scope {
  readonly deployment: number;
  readonly components: readonly ComponentStatusReport[];
  /** Id of the deployment that is under way or was cut off. */
  readonly underway: string | undefined;
}

type StatusServices = RecordServices & Pick<RepositoryServices, "kinds">;

const questionsAtOnce = 16;

/** Asks AWS about every recorded component. Throws STATE_EMPTY where nothing was ever deployed. */
export async function status(services: StatusServices, scope: Scope, selection: Selection): Promise<StatusReport> {
  const stored = await readRecorded(services.store, scope);
  if (!stored) throw nothingRecorded(scope);
  const records = Object.values(stored.snapshot.components).filter((each) => isSelected(each.address, selection));
  const reports = new Map<Address, ComponentStatusReport>();
  await forEachAtMost(records, questionsAtOnce, async (record) => {
    reports.set(record.address, await componentStatus(services, record));
  });
  return {
    ...scope,
    deployment: stored.snapshot.deployment,
    components: [...reports.values()].sort((a, b) => a.address.localeCompare(b.address)),
    underway: stored.snapshot.underway?.deploymentId,
  };
}

async function componentStatus(services: StatusServices, record: ComponentRecord): Promise<ComponentStatusReport> {
  const base = { address: record.address, kind: record.kind, state: record.status };
  const kind = services.kinds.get(record.kind);
  if (!kind) return { ...base, health: "NONE", detail: "its kind is not known to this version" };
  // Without outputs there is nothing that AWS could be asked about.
  if (Object.keys(record.outputs).length === 0)
    return {
      ...base,
      health: record.status === "SUCCEEDED" ? "NONE" : "UNHEALTHY",
      detail: record.error ?? "not deployed",
    };
  const { spec, outputs, region } = record;
  const verdict = await checkHealth({ kind, spec, outputs, region, cloud: services.cloud });
  const health = verdict.result.toUpperCase() as "HEALTHY" | "UNHEALTHY" | "INCONCLUSIVE";
  return { ...base, health, detail: verdictDetail(verdict) };
}
