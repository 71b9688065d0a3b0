import type { HistoryDocument } from "../../schemas/history.ts";
import type { Address, Scope } from "../model/address.ts";
import type { OutputValue } from "../model/output-value.ts";
import type { ComponentRecord, StateSnapshot } from "../model/state.ts";
import type { RecordServices } from "./services.ts";

/** The recorded state. Throws STATE_EMPTY where nothing was ever deployed. Asks no AWS. */
export declare function recordedState(services: Pick<RecordServices, "store">, scope: Scope): Promise<StateSnapshot>;
/** Outputs of the recorded components, by address. */
export declare function recordedOutputs(
  services: Pick<RecordServices, "store">,
  scope: Scope,
): Promise<Record<Address, Record<string, OutputValue>>>;
/** One recorded component. Throws COMPONENT_NOT_FOUND. */
export declare function recordedComponent(
  services: Pick<RecordServices, "store">,
  scope: Scope,
  address: string,
): Promise<ComponentRecord>;
/** Deployments, newest first. */
export declare function deploymentHistory(
  services: Pick<RecordServices, "store">,
  scope: Scope,
  limit: number,
): Promise<HistoryDocument[]>;
/** Stacks and environments with recorded state. */
export declare function recordedScopes(services: Pick<RecordServices, "store">): Promise<Scope[]>;
