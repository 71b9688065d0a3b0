import type { HistoryDocument } from "../../schemas/history.ts";
import { DeployerError } from "../diagnostics/deployer-error.ts";
import { nearestName } from "../diagnostics/nearest-name.ts";
import type { Address, Scope } from "../model/address.ts";
import { splitAddress } from "../model/address.ts";
import type { Outputs } from "../model/output-value.ts";
import type { ComponentRecord, StateSnapshot } from "../model/state.ts";
import { readRecorded } from "./read-recorded.ts";
import type { RecordServices } from "./services.ts";

type Store = Pick<RecordServices, "store">;

/** The recorded state. Throws STATE_EMPTY where nothing was ever deployed. Asks no AWS. */
export async function recordedState(services: Store, scope: Scope): Promise<StateSnapshot> {
  const stored = await readRecorded(services.store, scope);
  if (!stored) throw nothingRecorded(scope);
  return stored.snapshot;
}

/** Outputs of the recorded components, by address. Throws STATE_EMPTY. */
export async function recordedOutputs(services: Store, scope: Scope): Promise<Record<Address, Outputs>> {
  const { components } = await recordedState(services, scope);
  return Object.fromEntries(Object.values(components).map((each) => [each.address, each.outputs])) as Record<
    Address,
    Outputs
  >;
}

/** One recorded component, by its address or by a bare name that is unique. Throws STATE_EMPTY, COMPONENT_NOT_FOUND. */
export async function recordedComponent(services: Store, scope: Scope, name: string): Promise<ComponentRecord> {
  const records = Object.values((await recordedState(services, scope)).components);
  const found = records.filter((each) => each.address === name || splitAddress(each.address).component === name);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const near = nearestName(
    name,
    records.map((each) => each.address),
  );
  throw new DeployerError("COMPONENT_NOT_FOUND", {
    fault: "user",
    summary: only ? "The component's name is not unique." : "No such component is recorded.",
    detail: only
      ? `${name} may be ${found.map((each) => each.address).join(" or ")}.`
      : `${name} was never deployed to ${scope.stack}, ${scope.environment}.`,
    hint: near ? `Did you mean ${near}?` : `Recorded: ${records.map((each) => each.address).join(", ") || "nothing"}.`,
  });
}

/** Deployments, newest first. */
export const deploymentHistory = (services: Store, scope: Scope, limit: number): Promise<HistoryDocument[]> =>
  services.store.listHistory(scope, limit);

/** The error where nothing was ever deployed. */
export const nothingRecorded = (scope: Scope): DeployerError =>
  new DeployerError("STATE_EMPTY", {
    fault: "user",
    summary: "Nothing is recorded.",
    detail: `Stack ${scope.stack} was never deployed to environment ${scope.environment}.`,
    hint: "Deploy it first: deployer apply.",
  });
