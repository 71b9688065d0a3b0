import type { JsonObject } from "../../model/json.ts";
import type { CloudQueries, EcsDeployment } from "../../ports/cloud-reader.ts";
import type { ResourceRecord } from "../account/resource-record.ts";

/** One deployment of an ECS service, as it was begun. What became of it follows from the time. */
export interface Rollout {
  readonly id: string;
  readonly taskDefinition: string;
  readonly desiredCount: number;
  /** Its tasks fail, for this reason; null when they start. */
  readonly failure: string | null;
  /** Settings of deploymentCircuitBreaker when it began. */
  readonly circuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
}

interface TimedRollout extends Rollout {
  readonly startedAtMs: number;
  readonly completesAtMs: number;
}

type ServiceAnswer = CloudQueries["ecs:service"]["answer"];

/** Changes of a service that make ECS start new tasks: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
const deployingArguments = [
  "taskDefinition",
  "networkConfiguration",
  "platformVersion",
  "loadBalancers",
  "capacityProviderStrategies",
  "serviceRegistries",
  "serviceConnectConfiguration",
  "volumeConfiguration",
  "enableExecuteCommand",
  "propagateTags",
  "enableEcsManagedTags",
  "triggers",
];

export function startsRollout(before: JsonObject, after: JsonObject): boolean {
  if (after.forceNewDeployment === true) return true;
  return deployingArguments.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

const timed = (record: ResourceRecord): TimedRollout[] =>
  record.rollouts.map((rollout, at) => ({
    ...rollout,
    ...(record.times.rollouts[at] ?? { startedAtMs: 0, completesAtMs: 0 }),
  }));

const succeeded = (rollout: TimedRollout, nowMs: number) => rollout.failure === null && rollout.completesAtMs <= nowMs;
const tripped = (rollout: TimedRollout, nowMs: number) =>
  rollout.failure !== null && rollout.circuitBreaker.enable && rollout.completesAtMs <= nowMs;

/** Index of the last rollout that succeeded, to which a failing one can go back; -1 where there is none. */
export const stableRollout = (record: ResourceRecord, nowMs: number): number =>
  timed(record).findLastIndex((each) => succeeded(each, nowMs));

/** The task definition that the service is on: after a rollback, the previous one. */
export function currentTaskDefinition(record: ResourceRecord, nowMs: number): string | undefined {
  const { newest, stable } = situation(record, nowMs);
  if (!newest) return undefined;
  return tripped(newest, nowMs) && newest.circuitBreaker.rollback && stable
    ? stable.taskDefinition
    : newest.taskDefinition;
}

function situation(
  record: ResourceRecord,
  nowMs: number,
): { newest: TimedRollout | undefined; stable: TimedRollout | undefined } {
  const rollouts = timed(record);
  const newest = rollouts.at(-1);
  return { newest, stable: rollouts.slice(0, -1).findLast((each) => succeeded(each, nowMs)) };
}

/** How a wait for steady state ends, once the rollout's time is up: undefined when it is steady. */
export function steadyStateFailure(record: ResourceRecord): string | undefined {
  const newest = timed(record).at(-1);
  if (!newest || newest.failure === null) return undefined;
  return newest.circuitBreaker.enable
    ? `unexpected state 'FAILED', wanted target 'COMPLETED'. last error: ECS deployment circuit breaker: ${newest.failure}.`
    : "timeout while waiting for state to become 'tfSTABLE' (last state: 'tfPENDING', timeout: 20m0s)";
}

/** What DescribeServices says. `tasksFail` is a fault that strikes tasks that were running. */
export function describeService(record: ResourceRecord, nowMs: number, tasksFail: string | undefined): ServiceAnswer {
  const { newest, stable } = situation(record, nowMs);
  const desired = Number(record.properties.desiredCount ?? 0);
  const name = String(record.properties.name ?? "");
  const deployments = newest ? describeDeployments(newest, stable, desired, nowMs, tasksFail !== undefined) : [];
  const events = describeEvents(name, newest, stable, nowMs);
  if (tasksFail !== undefined) {
    const message = `(service ${name}) was unable to consistently start tasks successfully: ${tasksFail}.`;
    events.unshift({ at: new Date(nowMs).toISOString(), message });
  }
  const runningCount = deployments.reduce((sum, each) => sum + each.runningCount, 0);
  return {
    status: "ACTIVE",
    desiredCount: desired,
    runningCount,
    pendingCount: Math.max(0, desired - runningCount),
    deployments,
    events,
  };
}

function describeDeployments(
  newest: TimedRollout,
  stable: TimedRollout | undefined,
  desired: number,
  nowMs: number,
  tasksFail: boolean,
): EcsDeployment[] {
  const running = tasksFail ? 0 : desired;
  const deployment = (
    rollout: TimedRollout,
    status: EcsDeployment["status"],
    rolloutState: EcsDeployment["rolloutState"],
    reason: string,
    runningCount: number,
  ): EcsDeployment => ({
    status,
    taskDefinition: rollout.taskDefinition,
    rolloutState,
    rolloutStateReason: reason,
    desiredCount: status === "INACTIVE" ? 0 : desired,
    runningCount,
    failedTasks: rolloutState !== "COMPLETED" && rollout.failure !== null ? failedTasks(rollout, desired, nowMs) : 0,
  });
  const old = stable
    ? [deployment(stable, "ACTIVE", "COMPLETED", `ECS deployment ${stable.id} completed.`, running)]
    : [];
  if (succeeded(newest, nowMs)) {
    return [deployment(newest, "PRIMARY", "COMPLETED", `ECS deployment ${newest.id} completed.`, running)];
  }
  if (!tripped(newest, nowMs)) {
    return [deployment(newest, "PRIMARY", "IN_PROGRESS", `ECS deployment ${newest.id} in progress.`, 0), ...old];
  }
  const reason = `ECS deployment circuit breaker: ${newest.failure}.`;
  if (!newest.circuitBreaker.rollback || !stable) return [deployment(newest, "PRIMARY", "FAILED", reason, 0), ...old];
  const back = `ECS deployment circuit breaker: rolling back to deploymentId ${stable.id}.`;
  return [
    deployment(stable, "PRIMARY", "COMPLETED", back, running),
    deployment(newest, "INACTIVE", "FAILED", reason, 0),
  ];
}

/** The circuit breaker's threshold is half of the desired count, between 3 and 200: ECS developer guide, "deployment circuit breaker". */
function failedTasks(rollout: TimedRollout, desired: number, nowMs: number): number {
  const threshold = Math.min(200, Math.max(3, Math.ceil(desired / 2)));
  if (rollout.completesAtMs <= nowMs) return threshold;
  const span = rollout.completesAtMs - rollout.startedAtMs;
  return Math.floor((threshold * (nowMs - rollout.startedAtMs)) / span);
}

function describeEvents(
  name: string,
  newest: TimedRollout | undefined,
  stable: TimedRollout | undefined,
  nowMs: number,
) {
  const events: { at: string; message: string }[] = [];
  if (!newest) return events;
  const add = (atMs: number, message: string) =>
    events.unshift({ at: new Date(atMs).toISOString(), message: `(service ${name}) ${message}` });
  const count = newest.desiredCount;
  add(newest.startedAtMs, `has started ${count} tasks: (deployment ${newest.id}).`);
  if (newest.completesAtMs > nowMs) return events;
  if (newest.failure === null) {
    add(newest.completesAtMs, `(deployment ${newest.id}) deployment completed.`);
    add(newest.completesAtMs, "has reached a steady state.");
  } else if (newest.circuitBreaker.enable) {
    add(newest.completesAtMs, `(deployment ${newest.id}) deployment failed: ${newest.failure}.`);
    if (newest.circuitBreaker.rollback && stable) {
      add(newest.completesAtMs, `rolling back to deployment ${stable.id}.`);
      add(newest.completesAtMs, "has reached a steady state.");
    }
  } else
    add(
      newest.completesAtMs,
      "is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
    );
  return events;
}
