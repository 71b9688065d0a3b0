import { isJsonObject, type Json, type JsonObject } from "../../model/json.ts";
import { AwsFailure } from "../account/aws-failure.ts";
import { accountId } from "../account/identifiers.ts";
import { ecsArguments } from "../arguments/ecs-arguments.ts";
import { toSubnet } from "./ec2-network.ts";
import { toSecurityGroup } from "./ec2-security.ts";
import { refuseTaskDefinition } from "./ecs-task-definition.ts";
import { toRoleArn } from "./iam.ts";
import { type Reference, type RefusalContext, type TypeRule, text } from "./type-rule.ts";

const clusterType = "aws:ecs/cluster:Cluster";
const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";
export const serviceType = "aws:ecs/service:Service";

const arn = (region: string, rest: string) => `arn:aws:ecs:${region}:${accountId}:${rest}`;
const lastPart = (value: string) => value.slice(value.lastIndexOf("/") + 1);

const toCluster = (path: string, onDelete: Reference["onDelete"]): Reference => ({
  path,
  to: clusterType,
  by: ["arn", "name"],
  missing: () => new AwsFailure("ClusterNotFoundException", "Cluster not found."),
  onDelete,
});

const cluster: TypeRule = {
  type: clusterType,
  label: "ECS Cluster",
  service: "ECS",
  calls: { create: "CreateCluster", read: "DescribeClusters", update: "UpdateCluster", delete: "DeleteCluster" },
  arguments: ecsArguments[clusterType],
  constraints: {
    name: { pattern: /^[A-Za-z0-9_-]{1,255}$/, expected: "1 to 255 letters, digits, hyphens and underscores" },
  },
  naming: { argument: "name", maxLength: 255 },
  attributeDefaults: { settings: [{ name: "containerInsights", value: "disabled" }] },
  replaceOn: ["name"],
  source: "AWS::ECS::Cluster: update requires replacement",
  unique: {
    key: (inputs) => text(inputs.name),
    arguments: ["name"],
    // CreateCluster with a name that is taken answers the cluster that exists; the provider would adopt a stranger's.
    duplicate: (inputs) =>
      new AwsFailure("ClusterAlreadyExistsException", `Cluster ${text(inputs.name)} already exists.`),
  },
  generated: ["arn"],
  generate: (inputs, { region }) => {
    const id = arn(region, `cluster/${text(inputs.name)}`);
    return { id, properties: { arn: id } };
  },
  inUse: () =>
    new AwsFailure("ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active."),
  usualSeconds: { create: 10, update: 10, delete: 1 },
};

const capacityProviders: TypeRule = {
  type: "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  label: "ECS Cluster Capacity Providers",
  service: "ECS",
  calls: {
    create: "PutClusterCapacityProviders",
    read: "DescribeClusters",
    update: "PutClusterCapacityProviders",
    delete: "PutClusterCapacityProviders",
  },
  arguments: ecsArguments["aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"],
  replaceOn: ["clusterName"],
  source: "aws_ecs_cluster_capacity_providers: cluster_name forces a new resource",
  generated: [],
  generate: (inputs) => ({ id: text(inputs.clusterName), properties: {} }),
  references: [{ ...toCluster("clusterName", "cascade"), by: ["name"] }],
  refuseCreate: (inputs) => refuseProviders(inputs),
  refuseUpdate: (inputs) => refuseProviders(inputs),
  usualSeconds: { create: 10, update: 10, delete: 10 },
};

function refuseProviders(inputs: JsonObject): AwsFailure | undefined {
  const given = Array.isArray(inputs.capacityProviders) ? (inputs.capacityProviders as Json[]) : [];
  const unknown = given.find((each) => each !== "FARGATE" && each !== "FARGATE_SPOT");
  return unknown === undefined
    ? undefined
    : new AwsFailure("InvalidParameterException", `The specified capacity provider '${unknown}' is not found.`);
}

const noRole = (role: string) => new AwsFailure("ClientException", `Role is not valid: ${role}`);

const taskDefinition: TypeRule = {
  type: taskDefinitionType,
  label: "ECS Task Definition",
  service: "ECS",
  calls: {
    create: "RegisterTaskDefinition",
    read: "DescribeTaskDefinition",
    update: "TagResource",
    delete: "DeregisterTaskDefinition",
  },
  arguments: ecsArguments[taskDefinitionType],
  constraints: {
    family: { pattern: /^[A-Za-z0-9_-]{1,255}$/, expected: "1 to 255 letters, digits, hyphens and underscores" },
    networkMode: { oneOf: ["bridge", "host", "awsvpc", "none"] },
    ipcMode: { oneOf: ["host", "none", "task"] },
    pidMode: { oneOf: ["host", "task"] },
  },
  defaults: { skipDestroy: false, trackLatest: false },
  attributeDefaults: { enableFaultInjection: false },
  replaceOn: [
    "containerDefinitions",
    "cpu",
    "enableFaultInjection",
    "ephemeralStorage",
    "executionRoleArn",
    "family",
    "ipcMode",
    "memory",
    "networkMode",
    "pidMode",
    "placementConstraints",
    "proxyConfiguration",
    "requiresCompatibilities",
    "runtimePlatform",
    "taskRoleArn",
    "volumes",
  ],
  source: "AWS::ECS::TaskDefinition: update requires replacement",
  keyedBy: "arn",
  generated: ["arn", "arnWithoutRevision", "revision"],
  generate: (inputs, { region, account }) => {
    const family = text(inputs.family);
    const revision = account.nextRevision(region, family);
    const withoutRevision = arn(region, `task-definition/${family}`);
    return {
      id: family,
      properties: { arn: `${withoutRevision}:${revision}`, arnWithoutRevision: withoutRevision, revision },
    };
  },
  references: [toRoleArn("executionRoleArn", noRole), toRoleArn("taskRoleArn", noRole)],
  refuseCreate: (inputs) => refuseTaskDefinition(inputs),
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

function refuseService(inputs: JsonObject, { account, region }: RefusalContext): AwsFailure | undefined {
  const definition = account.find(taskDefinitionType, region, "arn", text(inputs.taskDefinition));
  const network = isJsonObject(inputs.networkConfiguration) ? inputs.networkConfiguration : undefined;
  if (definition?.inputs.networkMode === "awsvpc" && !network) {
    return new AwsFailure(
      "InvalidParameterException",
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    );
  }
  for (const each of Array.isArray(inputs.loadBalancers) ? (inputs.loadBalancers as JsonObject[]) : []) {
    const container = text(each.containerName);
    const defined = text(definition?.inputs.containerDefinitions);
    if (defined && !containerNames(defined).includes(container)) {
      return new AwsFailure(
        "InvalidParameterException",
        `The container ${container} does not exist in the task definition.`,
      );
    }
    if (
      each.targetGroupArn &&
      !usedByListener(
        text(each.targetGroupArn),
        account.list("aws:lb/listener:Listener", region),
        account.list("aws:lb/listenerRule:ListenerRule", region),
      )
    ) {
      return new AwsFailure(
        "InvalidParameterException",
        `The target group with targetGroupArn ${text(each.targetGroupArn)} does not have an associated load balancer.`,
      );
    }
  }
  return undefined;
}

const containerNames = (definitions: string): string[] =>
  (JSON.parse(definitions) as { name: string }[]).map((each) => each.name);

/** A target group has a load balancer when a listener's or a rule's action names it. */
function usedByListener(targetGroupArn: string, ...listeners: (readonly { readonly inputs: JsonObject }[])[]): boolean {
  return listeners.flat().some((each) => JSON.stringify(each.inputs).includes(targetGroupArn));
}

const service: TypeRule = {
  type: serviceType,
  label: "ECS Service",
  service: "ECS",
  calls: { create: "CreateService", read: "DescribeServices", update: "UpdateService", delete: "DeleteService" },
  arguments: ecsArguments[serviceType],
  constraints: {
    name: { pattern: /^[A-Za-z0-9_-]{1,255}$/, expected: "1 to 255 letters, digits, hyphens and underscores" },
    launchType: { oneOf: ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"] },
    schedulingStrategy: { oneOf: ["DAEMON", "REPLICA"] },
    propagateTags: { oneOf: ["NONE", "SERVICE", "TASK_DEFINITION"] },
    availabilityZoneRebalancing: { oneOf: ["ENABLED", "DISABLED"] },
    desiredCount: { range: [0, 5000] },
    healthCheckGracePeriodSeconds: { range: [0, 2_147_483_647] },
  },
  naming: { argument: "name", maxLength: 255 },
  defaults: {
    deploymentMaximumPercent: 200,
    deploymentMinimumHealthyPercent: 100,
    enableEcsManagedTags: false,
    enableExecuteCommand: false,
    schedulingStrategy: "REPLICA",
    waitForSteadyState: false,
  },
  attributeDefaults: {
    desiredCount: 0,
    iamRole: "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    availabilityZoneRebalancing: "ENABLED",
    platformVersion: "LATEST",
  },
  replaceOn: ["cluster", "name", "launchType", "schedulingStrategy", "iamRole", "deploymentController"],
  source: "AWS::ECS::Service: update requires replacement",
  unique: {
    key: (inputs) => `${lastPart(text(inputs.cluster)) || "default"}/${text(inputs.name)}`,
    arguments: ["cluster", "name"],
    duplicate: () => new AwsFailure("InvalidParameterException", "Creation of service was not idempotent."),
  },
  generated: ["arn"],
  generate: (inputs, { region }) => {
    const id = arn(region, `service/${lastPart(text(inputs.cluster)) || "default"}/${text(inputs.name)}`);
    return { id, properties: { arn: id } };
  },
  references: [
    toCluster("cluster", "refuse"),
    {
      path: "taskDefinition",
      to: taskDefinitionType,
      by: ["arn", "family"],
      missing: () => new AwsFailure("ClientException", "TaskDefinition not found."),
      onDelete: "ignore",
    },
    {
      ...toSubnet("networkConfiguration.subnets[]"),
      missing: (id) =>
        new AwsFailure(
          "InvalidParameterException",
          `Error retrieving subnet information for [${id}]: The subnet ID '${id}' does not exist (ErrorCode: InvalidSubnetID.NotFound)`,
        ),
    },
    {
      ...toSecurityGroup("networkConfiguration.securityGroups[]"),
      missing: (id) =>
        new AwsFailure(
          "InvalidParameterException",
          `Error retrieving security group information for [${id}]: The security group '${id}' does not exist (ErrorCode: InvalidGroup.NotFound)`,
        ),
    },
    {
      path: "loadBalancers[].targetGroupArn",
      to: "aws:lb/targetGroup:TargetGroup",
      by: ["arn"],
      missing: (id) =>
        new AwsFailure(
          "InvalidParameterException",
          `Unable to describe target group ${id}: One or more target groups not found`,
        ),
      onDelete: "ignore",
    },
  ],
  refuseCreate: refuseService,
  refuseUpdate: refuseService,
  // Rolling out takes this long; the calls themselves return at once unless waitForSteadyState is set.
  usualSeconds: { create: 90, update: 120, delete: 60 },
};

export const ecsRules: readonly TypeRule[] = [cluster, capacityProviders, taskDefinition, service];
