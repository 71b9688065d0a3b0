import type { Address, Scope } from "../model/address.ts";
import type { RecordServices, RepositoryServices } from "./services.ts";

/** One component as AWS sees it now. */
export interface ComponentStatusReport {
  readonly address: Address;
  readonly kind: string;
  /** What is recorded: SUCCEEDED, FAILED or INTERRUPTED. */
  readonly state: string;
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

/** Asks AWS about every recorded component. Throws STATE_EMPTY where nothing was ever deployed. */
export declare function status(
  services: RecordServices & Pick<RepositoryServices, "kinds">,
  scope: Scope,
  selection: { readonly services: readonly string[]; readonly components: readonly string[] },
): Promise<StatusReport>;
