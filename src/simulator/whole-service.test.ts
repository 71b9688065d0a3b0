import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Address, EnvironmentName, Region, StackName } from "../model/address.ts";
import { openSimulatedAccount, type RunningAccount, startSimulatedAccount } from "./index.ts";
import { engineProgram } from "./testing/engine-program.ts";
import { realClock } from "./testing/real-clock.ts";

const root = mkdtempSync(join(tmpdir(), "simulated-service-"));
const folder = join(root, "account");
const password = "canary-password-1";
let account: RunningAccount;

beforeAll(async () => {
  mkdirSync(join(root, "bin"));
  mkdirSync(join(root, "backend"));
  symlinkSync(engineProgram(), join(root, "bin", "pulumi"));
  account = await startSimulatedAccount({ folder, stack: "shop", environment: "dev", clock: realClock });
});

afterAll(() => {
  account?.stop();
  rmSync(root, { recursive: true, force: true });
});

const tags = {
  "deployer:stack": "shop",
  "deployer:environment": "dev",
  "deployer:service": "orders",
  "deployer:component": "api",
};

async function network() {
  const ec2 = await import("@pulumi/aws/ec2");
  const { getAvailabilityZonesOutput } = await import("@pulumi/aws/getAvailabilityZones");
  const zones = getAvailabilityZonesOutput({ state: "available" });
  const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, tags });
  const gateway = new ec2.InternetGateway("gateway", { vpcId: vpc.id, tags });
  const publicTable = new ec2.RouteTable("public", {
    vpcId: vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
    tags,
  });
  const subnets = [0, 1].map((at) => {
    const availabilityZone = zones.names.apply((names) => names[at] ?? "");
    const subnet = new ec2.Subnet(`subnet${at}`, {
      vpcId: vpc.id,
      cidrBlock: `10.0.${at}.0/24`,
      availabilityZone,
      tags,
    });
    new ec2.RouteTableAssociation(`association${at}`, { subnetId: subnet.id, routeTableId: publicTable.id });
    return subnet;
  });
  const address = new ec2.Eip("address", { domain: "vpc", tags });
  const nat = new ec2.NatGateway(
    "nat",
    { subnetId: subnets[0]?.id, allocationId: address.id, tags },
    { dependsOn: gateway },
  );
  const privateTable = new ec2.RouteTable("private", {
    vpcId: vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }],
    tags,
  });
  new ec2.VpcEndpoint("s3", {
    vpcId: vpc.id,
    serviceName: "com.amazonaws.us-east-1.s3",
    routeTableIds: [privateTable.id],
    tags,
  });
  new ec2.DefaultSecurityGroup("default", { vpcId: vpc.id, tags });
  return { vpc, subnetIds: subnets.map((each) => each.id) };
}

async function data({ vpc, subnetIds }: Awaited<ReturnType<typeof network>>) {
  const ec2 = await import("@pulumi/aws/ec2");
  const rds = await import("@pulumi/aws/rds");
  const sqs = await import("@pulumi/aws/sqs");
  const group = new ec2.SecurityGroup("database", { name: "database", vpcId: vpc.id, tags });
  const subnetGroup = new rds.SubnetGroup("subnets", { name: "orders", subnetIds, tags });
  const parameters = new rds.ParameterGroup("parameters", {
    name: "orders",
    family: "postgres17",
    parameters: [{ name: "rds.force_ssl", value: "1" }],
    tags,
  });
  const database = new rds.Instance("database", {
    identifier: "orders",
    engine: "postgres",
    engineVersion: "17",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    username: "orders",
    password,
    dbSubnetGroupName: subnetGroup.name,
    parameterGroupName: parameters.name,
    vpcSecurityGroupIds: [group.id],
    storageEncrypted: true,
    skipFinalSnapshot: true,
    tags,
  });
  const dead = new sqs.Queue("dead", { name: "orders-dead", tags });
  const queue = new sqs.Queue("queue", {
    name: "orders",
    redrivePolicy: dead.arn.apply((arn) => JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 5 })),
    tags,
  });
  new sqs.RedriveAllowPolicy("allow", {
    queueUrl: dead.url,
    redriveAllowPolicy: queue.arn.apply((arn) =>
      JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn] }),
    ),
  });
  new sqs.QueuePolicy("policy", { queueUrl: queue.url, policy: '{"Version":"2012-10-17","Statement":[]}' });
  return { database, group };
}

async function tasks(image: string) {
  const iam = await import("@pulumi/aws/iam");
  const cloudwatch = await import("@pulumi/aws/cloudwatch");
  const ecs = await import("@pulumi/aws/ecs");
  const assumeRolePolicy = '{"Version":"2012-10-17","Statement":[]}';
  const role = new iam.Role("execution", { name: "orders-execution", assumeRolePolicy, tags });
  new iam.RolePolicyAttachment("managed", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
  });
  new iam.RolePolicy("inline", { name: "inline", role: role.name, policy: assumeRolePolicy });
  const logs = new cloudwatch.LogGroup("logs", { name: "/orders/api", retentionInDays: 30, tags });
  return new ecs.TaskDefinition("task", {
    family: "orders-api",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    executionRoleArn: role.arn,
    runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
    containerDefinitions: logs.name.apply((name) =>
      JSON.stringify([
        { name: "api", image, logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": name } } },
      ]),
    ),
    tags,
  });
}

async function service(image: string) {
  const ec2 = await import("@pulumi/aws/ec2");
  const aws = await import("@pulumi/aws/vpc");
  const ecs = await import("@pulumi/aws/ecs");
  const lb = await import("@pulumi/aws/lb");
  const scaling = await import("@pulumi/aws/appautoscaling");
  const { vpc, subnetIds } = await network();
  const { database, group } = await data({ vpc, subnetIds });
  const own = new ec2.SecurityGroup("api", { name: "api", vpcId: vpc.id, tags });
  const port = { ipProtocol: "tcp", fromPort: 5432, toPort: 5432 };
  new aws.SecurityGroupIngressRule("in", {
    securityGroupId: group.id,
    referencedSecurityGroupId: own.id,
    ...port,
    tags,
  });
  new aws.SecurityGroupEgressRule("out", { securityGroupId: own.id, cidrIpv4: "0.0.0.0/0", ipProtocol: "-1", tags });
  const cluster = new ecs.Cluster("cluster", {
    name: "shop",
    settings: [{ name: "containerInsights", value: "enabled" }],
    tags,
  });
  new ecs.ClusterCapacityProviders("capacity", { clusterName: cluster.name, capacityProviders: ["FARGATE"] });
  const balancer = new lb.LoadBalancer("balancer", {
    name: "orders",
    subnets: subnetIds,
    securityGroups: [own.id],
    tags,
  });
  const targets = new lb.TargetGroup("targets", {
    name: "orders",
    port: 8080,
    protocol: "HTTP",
    targetType: "ip",
    vpcId: vpc.id,
    healthCheck: { path: "/health", interval: 15 },
    tags,
  });
  const defaultActions = [{ type: "forward", targetGroupArn: targets.arn }];
  const listener = new lb.Listener("http", {
    loadBalancerArn: balancer.arn,
    port: 80,
    protocol: "HTTP",
    defaultActions,
    tags,
  });
  new lb.ListenerRule("rule", {
    listenerArn: listener.arn,
    priority: 10,
    actions: defaultActions,
    conditions: [{ pathPattern: { values: ["/orders/*"] } }],
    tags,
  });
  const task = await tasks(image);
  const running = new ecs.Service(
    "service",
    {
      name: "orders-api",
      cluster: cluster.arn,
      taskDefinition: task.arn,
      desiredCount: 2,
      launchType: "FARGATE",
      networkConfiguration: { subnets: subnetIds, securityGroups: [own.id] },
      loadBalancers: [{ targetGroupArn: targets.arn, containerName: "api", containerPort: 8080 }],
      deploymentCircuitBreaker: { enable: true, rollback: true },
      tags,
    },
    { dependsOn: listener },
  );
  const scalable = {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: running.name.apply((name) => `service/shop/${name}`),
  };
  // The service must exist first: its id is known only then.
  const target = new scaling.Target(
    "target",
    { ...scalable, minCapacity: 2, maxCapacity: 4, tags },
    { dependsOn: running },
  );
  new scaling.Policy("scale", {
    name: "cpu",
    policyType: "TargetTrackingScaling",
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 60,
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    },
  });
  return { endpoint: database.endpoint, task: task.arn };
}

async function openStack(image: string) {
  const { LocalWorkspace, PulumiCommand, Stack } = await import("@pulumi/pulumi/automation");
  const workspace = await LocalWorkspace.create({
    projectSettings: { name: "shop", runtime: "nodejs", backend: { url: `file://${join(root, "backend")}` } },
    pulumiCommand: await PulumiCommand.get({ root, skipVersionCheck: true }),
    program: () => service(image),
    workDir: root,
    secretsProvider: account.secretsProvider,
    envVars: { ...account.engineEnvironment, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return Stack.createOrSelect("orders.api", workspace);
}

test("a whole service, of every resource type, is made, updated, refreshed and deleted by the real engine", async () => {
  const byHand = openSimulatedAccount(folder, realClock);
  const stack = await openStack("api:1");
  await stack.preview();
  await stack.up();
  const made = await byHand.list();
  expect(new Set(made.map((each) => each.type)).size).toBe(32);
  expect((await stack.up()).summary.resourceChanges).toEqual({ same: made.length + 1 });
  expect((await stack.refresh()).summary.resourceChanges).toEqual({ same: made.length + 1 });

  await byHand.fail({ component: "orders/api", type: "Service", operation: "health", times: 1, message: undefined });
  const next = await openStack("api:2");
  const updated = await next.up();
  expect(updated.summary).toMatchObject({ result: "succeeded", resourceChanges: { update: 1, replace: 1 } });
  expect(updated.outputs.task?.value).toEndWith(":2");
  const cluster = made.find((each) => each.type === "aws:ecs/cluster:Cluster");
  const query = { clusterArn: cluster?.id ?? "", serviceName: "orders-api" };
  const answer = await account.cloud.ask("ecs:service", query, "us-east-1" as Region);
  expect(answer?.deployments).toMatchObject([{ rolloutState: "COMPLETED" }, { rolloutState: "FAILED" }]);
  expect(answer?.deployments[0]?.taskDefinition).toEndWith(":1");

  const owner = { stack: "shop" as StackName, environment: "dev" as EnvironmentName, address: "orders/api" as Address };
  expect(await account.cloud.findOwned(owner, "us-east-1" as Region)).toHaveLength(made.length);
  for (const each of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (each.isFile()) expect(readFileSync(join(each.parentPath, each.name), "utf8")).not.toContain(password);
  }
  await next.destroy();
  expect(await byHand.list()).toEqual([]);
});
