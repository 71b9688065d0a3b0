import type { ComponentRecordDocument, StateDocument } from "../../schemas/state.ts";
import type { Address, DeploymentId, EnvironmentName, Region, StackName } from "./address.ts";
import type { JsonObject } from "./json.ts";
import type { Outputs } from "./output-value.ts";

/** A component as recorded: the stored form with its names checked. */
export interface ComponentRecord
  extends Omit<ComponentRecordDocument, "address" | "region" | "dependsOn" | "outputs" | "spec"> {
  readonly address: Address;
  readonly region: Region;
  readonly dependsOn: readonly Address[];
  readonly outputs: Outputs;
  readonly spec: JsonObject;
}

/** Stage 9: everything recorded about a stack in an environment. The hash belongs to the stored form only. */
export interface StateSnapshot
  extends Omit<StateDocument, "stack" | "environment" | "components" | "underway" | "hash"> {
  readonly stack: StackName;
  readonly environment: EnvironmentName;
  readonly underway: {
    readonly deploymentId: DeploymentId;
    readonly operation: "apply" | "destroy";
    readonly startedAt: string;
    readonly superseded: readonly DeploymentId[];
  } | null;
  readonly components: Readonly<Record<Address, ComponentRecord>>;
}

/** The name of a component's Pulumi stack; outside the stack's primary region the region is part of it. */
export function pulumiStackName(address: Address, region: Region, primaryRegion: Region): string {
  const name = address.replace("/", ".");
  return region === primaryRegion ? name : `${name}.${region}`;
}
