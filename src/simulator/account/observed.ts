import { currentTaskDefinition } from "../behaviour/ecs-rollout.ts";
import type { ResourceRecord } from "./resource-record.ts";

/** A resource as AWS shows it now: what time has changed since the last call is in it. */
export function observed(record: ResourceRecord, nowMs: number): ResourceRecord {
  if (record.rollouts.length === 0) return record;
  const taskDefinition = currentTaskDefinition(record, nowMs);
  if (taskDefinition === undefined || taskDefinition === record.properties.taskDefinition) return record;
  return {
    ...record,
    inputs: { ...record.inputs, taskDefinition },
    properties: { ...record.properties, taskDefinition },
  };
}
