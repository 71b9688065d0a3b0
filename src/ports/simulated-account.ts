import type { Json, JsonObject } from "../model/json.ts";

/** A resource of the simulated account, as `simulator list` prints it. */
export interface SimulatedResource {
  readonly id: string;
  /** Pulumi type token, such as `aws:sqs/queue:Queue`. */
  readonly type: string;
  readonly region: string;
  readonly name: string;
  /** `service/component`, or null for what no component owns. */
  readonly component: string | null;
  readonly properties: JsonObject;
}

export interface FaultRequest {
  /** `service/component`; at least one of component and type is given. */
  readonly component: string | undefined;
  /** Pulumi type token, or its last part (`Queue`). */
  readonly type: string | undefined;
  readonly operation: "create" | "update" | "delete" | "read" | "health";
  /** How often it strikes before it is gone; undefined: until `reset` or removed. */
  readonly times: number | undefined;
  readonly message: string | undefined;
}

export interface LatencyRequest {
  readonly target: { readonly component: string } | { readonly type: string } | "default";
  readonly seconds: number;
}

/** Hands-on control of the simulated account, for rehearsals and tests. */
export interface SimulatedAccount {
  list(): Promise<SimulatedResource[]>;
  /** Throws RESOURCE_NOT_FOUND. An id or a name. */
  show(id: string): Promise<SimulatedResource>;
  /** Changes a property behind Deployer's back, as someone in the console would. Throws RESOURCE_NOT_FOUND. */
  set(id: string, path: string, value: Json): Promise<SimulatedResource>;
  /** Deletes a resource behind Deployer's back. Throws RESOURCE_NOT_FOUND. */
  delete(id: string): Promise<void>;
  /** Empties the account and forgets faults, latencies, alarms and metrics. */
  reset(): Promise<void>;
  fail(request: FaultRequest): Promise<void>;
  latency(request: LatencyRequest): Promise<void>;
  /** Simulated seconds that pass in one real second. */
  scale(factor: number): Promise<void>;
}
