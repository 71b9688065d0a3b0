import type { Scope } from "../model/address.ts";
import type { Selection } from "../model/selection.ts";
import { interruptionWarning, planDestruction } from "../pipeline/plan/index.ts";
import type { Progress } from "../ports/progress.ts";
import type { StoredState } from "../ports/state-store.ts";
import { type Approver, type DeployOptions, type DeployReport, deploy } from "./deploy.ts";
import { readRecorded } from "./read-recorded.ts";
import { nothingRecorded } from "./records.ts";
import type { DeploymentServices } from "./services.ts";

/** Deletes what is recorded, dependents first. Needs no YAML beyond the stack's and environment's names. Throws STATE_EMPTY. */
export async function destroy(
  services: DeploymentServices,
  scope: Scope,
  selection: Selection,
  options: DeployOptions,
  approver: Approver,
  progress: Progress,
): Promise<DeployReport> {
  const stored = await readRecorded(services.store, scope);
  if (!stored) throw nothingRecorded(scope);
  const planned = (state: StoredState) => planDestruction(services.kinds, state.snapshot, selection);
  return deploy(
    services,
    {
      scope,
      plan: planned(stored),
      warnings: interruptionWarning(stored.snapshot),
      stored,
      replan: async (newer) => {
        if (!newer) throw nothingRecorded(scope);
        return planned(newer);
      },
    },
    options,
    approver,
    progress,
  );
}
