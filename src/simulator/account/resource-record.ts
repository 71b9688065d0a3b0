import type { JsonObject } from "../../model/json.ts";
import type { Rollout } from "../behaviour/ecs-rollout.ts";

/** Which component made a resource, as the engine's URN and the caller say. */
export interface RecordOwner {
  readonly stack: string;
  readonly environment: string;
  /** `service/component`, or null where the Pulumi stack's name names none. */
  readonly component: string | null;
}

/** Everything that depends on when something was done: apart, so that two accounts can be compared without it. */
export interface RecordTimes {
  readonly createdAtMs: number;
  /** When creating or modifying is done. */
  readonly readyAtMs: number;
  readonly rollouts: readonly { readonly startedAtMs: number; readonly completesAtMs: number }[];
}

/** One resource of the account, as its file holds it. */
export interface ResourceRecord {
  /** Names the resource among those of its type and region: its id, or the name that AWS keeps unique. */
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly region: string;
  /** Pulumi's name of the resource. */
  readonly name: string;
  readonly urn: string;
  readonly owner: RecordOwner;
  /** How many resources of the same owner and name were deleted before it. */
  readonly generation: number;
  readonly inputs: JsonObject;
  readonly properties: JsonObject;
  readonly transition: "creating" | "modifying";
  /** Deployments of an ECS service, oldest first: the last stable one and what came after it. */
  readonly rollouts: readonly Rollout[];
  readonly times: RecordTimes;
}

/** The AWS name of a resource, for people: its physical name, else its Name tag, else Pulumi's name. */
export function displayName(record: ResourceRecord): string {
  const { name, identifier, family, tags } = record.properties as Record<string, unknown>;
  for (const candidate of [name, identifier, family]) if (typeof candidate === "string" && candidate) return candidate;
  const tag = (tags as Record<string, unknown> | undefined)?.Name;
  return typeof tag === "string" ? tag : record.name;
}
