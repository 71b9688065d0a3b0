import {
  type AskCloud,
  type HealthCheck,
  healthy,
  inconclusive,
  unhealthy,
  type Verdict,
} from "../../src/kinds/kit.ts";
import type { MicroServiceOutputs, MicroServiceSpec } from "./schema.ts";

/** `family:revision` of a task definition's ARN, as people know it. */
const revisionOf = (taskDefinitionArn: string): string =>
  taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf("/") + 1);

const newest = (events: readonly { readonly message: string }[]): string => {
  const messages = events.slice(0, 3).map((event) => event.message);
  return messages.length === 0 ? "" : `; newest events: ${messages.join(" | ")}`;
};

/** Healthy only where ECS itself says that our revision is the one that runs, completely. */
export const health: HealthCheck<MicroServiceSpec, MicroServiceOutputs> = async ({ outputs, ask }) => {
  const { clusterArn, serviceName, taskDefinitionArn } = outputs;
  const service = await ask("ecs:service", { clusterArn, serviceName });
  if (!service) return unhealthy(`AWS knows no ECS service ${serviceName}`);
  if (service.status !== "ACTIVE") return unhealthy(`the ECS service is ${service.status}`);
  const wanted = revisionOf(taskDefinitionArn);
  const primary = service.deployments.find((deployment) => deployment.status === "PRIMARY");
  const ours = service.deployments.find((deployment) => deployment.taskDefinition === taskDefinitionArn);
  if (ours?.rolloutState === "FAILED") {
    const instead = primary && primary !== ours ? `; ECS went back to ${revisionOf(primary.taskDefinition)}` : "";
    return unhealthy(`the rollout of ${wanted} failed: ${ours.rolloutStateReason}${instead}${newest(service.events)}`);
  }
  if (!primary) return inconclusive(`ECS has not started to roll out ${wanted}`);
  if (primary !== ours) {
    return unhealthy(
      `ECS runs ${revisionOf(primary.taskDefinition)} instead of ${wanted}: it was rolled back, by the circuit breaker or by someone else${newest(service.events)}`,
    );
  }
  const running = `${service.runningCount}/${service.desiredCount} running`;
  if (primary.rolloutState !== "COMPLETED") {
    return inconclusive(`${running}, rollout of ${wanted} in progress${newest(service.events)}`);
  }
  if (primary.runningCount !== service.desiredCount || service.runningCount !== service.desiredCount) {
    return inconclusive(`${running}${newest(service.events)}`);
  }
  return (await trafficProblem(outputs, service.desiredCount, ask)) ?? healthy(running, taskDefinitionArn);
};

/** A task that runs is not yet one that gets traffic: the load balancer must find it healthy, too. */
async function trafficProblem(
  outputs: MicroServiceOutputs,
  wanted: number,
  ask: AskCloud,
): Promise<Verdict | undefined> {
  if (outputs.targetGroupArn === null || wanted === 0) return undefined;
  const answer = await ask("elbv2:target-health", { targetGroupArn: outputs.targetGroupArn });
  if (!answer) return unhealthy("AWS does not know the load balancer's target group");
  const targets = answer.targets.filter((target) => target.state !== "draining");
  const good = targets.filter((target) => target.state === "healthy").length;
  if (good >= wanted) return undefined;
  const reasons = [
    ...new Set(targets.flatMap((target) => (target.state === "healthy" ? [] : [target.reason ?? target.state]))),
  ];
  return inconclusive(
    `${good}/${wanted} healthy behind the load balancer${reasons.length ? `: ${reasons.join(", ")}` : ""}`,
  );
}
