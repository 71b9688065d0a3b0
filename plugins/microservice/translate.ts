import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Service } from "@pulumi/aws/ecs/service";
import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition";
import type { Translate, TranslateContext } from "../../src/kinds/kit.ts";
import { makeAutoscaling } from "./autoscaling.ts";
import { containerDefinitions } from "./container.ts";
import { type Entrance, makeEntrance } from "./load-balancer.ts";
import { mainPort } from "./main-port.ts";
import { makeRoles, type Roles } from "./roles.ts";
import type { MicroServiceOutputs, MicroServiceSpec } from "./schema.ts";
import { type ResolvedSecret, resolveSecrets } from "./secrets.ts";
import { makeTaskNetwork, type TaskNetwork } from "./task-network.ts";

export const translate: Translate<MicroServiceSpec, MicroServiceOutputs> = async (spec, context) => {
  const logGroup = new LogGroup("logs", {
    name: `/deployer/${context.stack}/${context.environment}/${context.address}`,
    retentionInDays: spec.logging.retentionDays,
    ...(spec.logging.kmsKeyArn !== undefined && { kmsKeyId: spec.logging.kmsKeyArn }),
    tags: { ...context.tags("logs") },
  });
  const secrets = await resolveSecrets(spec.secrets, context);
  const roles = makeRoles(spec, context, logGroup, secrets);
  const network = makeTaskNetwork(spec, context);
  const task = makeTaskDefinition(spec, context, roles, logGroup, secrets);
  const entrance = spec.networking.loadBalancer.enabled
    ? makeEntrance(spec, context, network.securityGroup)
    : undefined;
  const service = makeService(spec, context, task, { roles, network, entrance });
  if (spec.scaling.autoscaling.enabled) makeAutoscaling(spec, context, service);
  return {
    serviceName: service.name,
    serviceArn: service.arn,
    clusterArn: context.foundation<string>("cluster", "clusterArn"),
    taskDefinitionArn: task.arn,
    taskRoleArn: roles.task.arn,
    logGroupName: logGroup.name,
    securityGroupId: network.securityGroup.id,
    port: mainPort(spec),
    url: entrance?.url ?? null,
    targetGroupArn: entrance?.targetGroup.arn ?? null,
  };
};

function makeTaskDefinition(
  spec: MicroServiceSpec,
  context: TranslateContext,
  roles: Roles,
  logGroup: LogGroup,
  secrets: readonly ResolvedSecret[],
): TaskDefinition {
  const { cpu, memory, ephemeralStorageGB } = spec.resources;
  return new TaskDefinition("task", {
    family: context.physicalName({ maxLength: 255 }),
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: String(cpu),
    memory: String(memory),
    ...(ephemeralStorageGB !== undefined && { ephemeralStorage: { sizeInGib: ephemeralStorageGB } }),
    runtimePlatform: {
      operatingSystemFamily: "LINUX",
      cpuArchitecture: spec.runtime.architecture === "arm64" ? "ARM64" : "X86_64",
    },
    executionRoleArn: roles.execution.arn,
    taskRoleArn: roles.task.arn,
    containerDefinitions: containerDefinitions(spec, context, logGroup, secrets),
    tags: { ...context.tags("task") },
  });
}

function startingReplicas({ scaling }: MicroServiceSpec): number {
  const { enabled, minReplicas, maxReplicas } = scaling.autoscaling;
  return enabled ? Math.min(Math.max(scaling.replicas, minReplicas), maxReplicas) : scaling.replicas;
}

function makeService(
  spec: MicroServiceSpec,
  context: TranslateContext,
  task: TaskDefinition,
  parts: { readonly roles: Roles; readonly network: TaskNetwork; readonly entrance: Entrance | undefined },
): Service {
  const { entrance, network, roles } = parts;
  const { minimumHealthyPercent, maximumPercent } = spec.deployment;
  return new Service(
    "service",
    {
      name: context.physicalName({ maxLength: 255 }),
      cluster: context.foundation<string>("cluster", "clusterArn"),
      taskDefinition: task.arn,
      launchType: "FARGATE",
      desiredCount: startingReplicas(spec),
      networkConfiguration: {
        subnets: context.foundation<string[]>("network", "privateSubnetIds"),
        securityGroups: [network.securityGroup.id],
        assignPublicIp: false,
      },
      deploymentCircuitBreaker: { enable: true, rollback: true },
      deploymentMinimumHealthyPercent: minimumHealthyPercent,
      deploymentMaximumPercent: maximumPercent,
      // ECS rebalances only where it may start a task before it stops one.
      availabilityZoneRebalancing: maximumPercent > 100 ? "ENABLED" : "DISABLED",
      ...(entrance && {
        loadBalancers: [
          { targetGroupArn: entrance.targetGroup.arn, containerName: context.component, containerPort: mainPort(spec) },
        ],
        healthCheckGracePeriodSeconds: spec.healthCheck.startupGraceSeconds,
      }),
      propagateTags: "SERVICE",
      enableEcsManagedTags: true,
      // Whether the service becomes steady is the health check's to say: it knows a rollback from a success.
      waitForSteadyState: false,
      tags: { ...context.tags("service") },
    },
    {
      dependsOn: [...roles.policies, ...network.rules, ...(entrance?.listeners ?? [])],
      // The load decides the number from then on; a deployment must not undo what autoscaling did.
      ignoreChanges: spec.scaling.autoscaling.enabled ? ["desiredCount"] : [],
    },
  );
}
