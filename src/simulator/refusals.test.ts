import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { JsonObject } from "../model/json.ts";
import { AccountUnderTest } from "./testing/account-under-test.ts";

let account: AccountUnderTest;
beforeEach(() => {
  account = new AccountUnderTest();
});
afterEach(() => account.remove());

const role = (name: string): JsonObject => ({ name, assumeRolePolicy: '{"Statement":[]}' });

describe("arguments are refused before AWS is asked", () => {
  const cases: [string, string, JsonObject, string][] = [
    ["an unknown one", "aws:sqs/queue:Queue", { nmae: "x" }, 'nmae: Invalid or unknown key. Did you mean "name"?'],
    [
      "a missing one",
      "aws:ecs/taskDefinition:TaskDefinition",
      { family: "x" },
      'The argument "containerDefinitions" is required',
    ],
    ["one of the wrong type", "aws:sqs/queue:Queue", { delaySeconds: "5" }, 'delaySeconds: expected a number, got "5"'],
    [
      "one out of range",
      "aws:sqs/queue:Queue",
      { delaySeconds: 901 },
      "expected delaySeconds to be in the range (0 - 900), got 901",
    ],
    [
      "a wrong choice",
      "aws:ec2/vpc:Vpc",
      { cidrBlock: "10.0.0.0/16", instanceTenancy: "shared" },
      'to be one of ["default" "dedicated"]',
    ],
    [
      "a malformed one",
      "aws:rds/instance:Instance",
      { identifier: "Orders", instanceClass: "db.t4g.micro" },
      "invalid value for identifier",
    ],
    [
      "an unknown one inside",
      "aws:lb/targetGroup:TargetGroup",
      { name: "x", healthCheck: { intervall: 5 } },
      'Did you mean "interval"?',
    ],
    [
      "a wrong one in a list",
      "aws:rds/parameterGroup:ParameterGroup",
      { family: "postgres17", parameters: [{ name: "a", value: "b", applyMethod: "now" }] },
      "parameters[0].applyMethod",
    ],
    [
      "two that exclude each other",
      "aws:lb/loadBalancer:LoadBalancer",
      { subnets: ["subnet-1"], subnetMappings: [{ subnetId: "subnet-1" }] },
      "only one of",
    ],
    [
      "none of two",
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      { routeTableId: "rtb-1" },
      'one of "subnetId", "gatewayId" must be specified',
    ],
  ];
  for (const [what, type, inputs, reason] of cases) {
    test(what, async () => {
      await expect(account.create(type, "x", inputs)).rejects.toThrow(reason);
      expect(await account.byHand.list()).toEqual([]);
    });
  }
});

describe("what is not there is refused", () => {
  const cases: [string, string, JsonObject, string][] = [
    [
      "a subnet's VPC",
      "aws:ec2/subnet:Subnet",
      { vpcId: "vpc-0", cidrBlock: "10.0.0.0/24" },
      "InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist",
    ],
    [
      "a rule's group",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      { securityGroupId: "sg-0", ipProtocol: "tcp", fromPort: 80, toPort: 80, cidrIpv4: "0.0.0.0/0" },
      "InvalidGroup.NotFound",
    ],
    [
      "a NAT gateway's address",
      "aws:ec2/natGateway:NatGateway",
      { allocationId: "eipalloc-0" },
      "InvalidAllocationID.NotFound",
    ],
    [
      "a service's cluster",
      "aws:ecs/service:Service",
      { name: "x", cluster: "none" },
      "ClusterNotFoundException: Cluster not found.",
    ],
    [
      "a task's role",
      "aws:ecs/taskDefinition:TaskDefinition",
      {
        family: "x",
        containerDefinitions: '[{"name":"a","image":"b"}]',
        taskRoleArn: "arn:aws:iam::123456789012:role/none",
      },
      "Role is not valid",
    ],
    ["a policy's role", "aws:iam/rolePolicy:RolePolicy", { role: "none", policy: '{"Statement":[]}' }, "NoSuchEntity"],
    [
      "a database's subnet group",
      "aws:rds/instance:Instance",
      {
        identifier: "x",
        instanceClass: "db.t4g.micro",
        engine: "postgres",
        username: "u",
        password: "long-enough",
        allocatedStorage: 20,
        dbSubnetGroupName: "none",
      },
      "DBSubnetGroupNotFoundFault",
    ],
    [
      "a queue of a policy",
      "aws:sqs/queuePolicy:QueuePolicy",
      { queueUrl: "https://none", policy: "{}" },
      "NonExistentQueue",
    ],
    [
      "a listener's load balancer",
      "aws:lb/listener:Listener",
      { loadBalancerArn: "arn:none", port: 80, defaultActions: [{ type: "fixed-response" }] },
      "LoadBalancerNotFound",
    ],
    [
      "a scaled service",
      "aws:appautoscaling/target:Target",
      {
        resourceId: "service/a/b",
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        minCapacity: 1,
        maxCapacity: 2,
      },
      "ECS service doesn't exist",
    ],
    [
      "a policy of the account",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      { role: "r", policyArn: "arn:aws:iam::123456789012:policy/mine" },
      "NoSuchEntity",
    ],
  ];
  for (const [what, type, inputs, reason] of cases) {
    test(what, async () => {
      await expect(account.create(type, "x", inputs)).rejects.toThrow(reason);
      expect(await account.byHand.list()).toEqual([]);
    });
  }
});

describe("a name that is taken is refused", () => {
  const cases: [string, JsonObject, string][] = [
    ["aws:sqs/queue:Queue", { name: "one" }, "QueueAlreadyExists"],
    ["aws:iam/role:Role", role("one"), "EntityAlreadyExists: Role with name one already exists."],
    ["aws:cloudwatch/logGroup:LogGroup", { name: "one" }, "ResourceAlreadyExistsException"],
    ["aws:lb/targetGroup:TargetGroup", { name: "one", port: 80, protocol: "HTTP" }, "DuplicateTargetGroupName"],
    ["aws:ecs/cluster:Cluster", { name: "one" }, "ClusterAlreadyExistsException"],
    ["aws:rds/parameterGroup:ParameterGroup", { name: "one", family: "postgres17" }, "DBParameterGroupAlreadyExists"],
    [
      "aws:rds/instance:Instance",
      {
        identifier: "one",
        instanceClass: "db.t4g.micro",
        engine: "postgres",
        username: "u",
        password: "long-enough",
        allocatedStorage: 20,
      },
      "DBInstanceAlreadyExists: DB instance already exists",
    ],
  ];
  for (const [type, inputs, reason] of cases) {
    test(type, async () => {
      await account.create(type, "first", inputs);
      await expect(account.create(type, "second", inputs)).rejects.toThrow(reason);
      expect(await account.byHand.list()).toHaveLength(1);
    });
  }

  test("a subnet's block overlaps another, or lies outside of its VPC", async () => {
    const { vpc } = await account.network();
    const subnet = (cidrBlock: string) => account.create("aws:ec2/subnet:Subnet", "c", { vpcId: vpc.id, cidrBlock });
    await expect(subnet("10.0.0.128/25")).rejects.toThrow("InvalidSubnet.Conflict");
    await expect(subnet("10.1.0.0/24")).rejects.toThrow("InvalidSubnet.Range");
  });

  test("the sixth VPC and the sixth address are beyond the account's quotas", async () => {
    for (let at = 0; at < 5; at++) await account.create("aws:ec2/vpc:Vpc", `vpc${at}`, { cidrBlock: "10.0.0.0/16" });
    await expect(account.create("aws:ec2/vpc:Vpc", "vpc6", { cidrBlock: "10.0.0.0/16" })).rejects.toThrow(
      "VpcLimitExceeded",
    );
    for (let at = 0; at < 5; at++) await account.create("aws:ec2/eip:Eip", `eip${at}`, { domain: "vpc" });
    await expect(account.create("aws:ec2/eip:Eip", "eip6", { domain: "vpc" })).rejects.toThrow("AddressLimitExceeded");
  });
});

describe("what is in use is not deleted", () => {
  test("a VPC with subnets, a group that a rule names, and then both go", async () => {
    const { vpc, a, b } = await account.network();
    await expect(vpc.delete()).rejects.toThrow(
      `DependencyViolation: The vpc '${vpc.id}' has dependencies and cannot be deleted.`,
    );
    const group = await account.create("aws:ec2/securityGroup:SecurityGroup", "group", { name: "g", vpcId: vpc.id });
    const other = await account.create("aws:ec2/securityGroup:SecurityGroup", "other", { name: "h", vpcId: vpc.id });
    const rule = await account.create("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "rule", {
      securityGroupId: other.id,
      referencedSecurityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 80,
      toPort: 80,
    });
    await expect(group.delete()).rejects.toThrow(`resource ${group.id} has a dependent object`);
    for (const each of [rule, group, other, a, b, vpc]) await each.delete();
    expect(await account.byHand.list()).toEqual([]);
  });

  test("a role with policies", async () => {
    const made = await account.create("aws:iam/role:Role", "role", role("r"));
    const policy = await account.create("aws:iam/rolePolicy:RolePolicy", "policy", {
      role: made.id,
      name: "p",
      policy: '{"Statement":[]}',
    });
    await expect(made.delete()).rejects.toThrow("DeleteConflict: Cannot delete entity, must delete policies first.");
    await policy.delete();
    await made.delete();
  });

  test("a target group that a listener forwards to; the load balancer takes its listeners along", async () => {
    const { a, b, vpc } = await account.network();
    const group = await account.create("aws:lb/targetGroup:TargetGroup", "tg", {
      name: "tg",
      port: 80,
      protocol: "HTTP",
      vpcId: vpc.id,
      targetType: "ip",
    });
    const balancer = await account.create("aws:lb/loadBalancer:LoadBalancer", "lb", {
      name: "lb",
      subnets: [a.id, b.id],
    });
    const listener = await account.create("aws:lb/listener:Listener", "http", {
      loadBalancerArn: balancer.id,
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "forward", targetGroupArn: group.id }],
    });
    await expect(group.delete()).rejects.toThrow("ResourceInUse");
    await expect(a.delete()).rejects.toThrow("DependencyViolation");
    await balancer.delete();
    expect(await listener.read()).toBeUndefined();
    await listener.delete();
    await group.delete();
  });

  test("a load balancer that is protected, or in one zone only", async () => {
    const { a, b } = await account.network();
    const inputs = { name: "lb", subnets: [a.id, b.id], enableDeletionProtection: true };
    const balancer = await account.create("aws:lb/loadBalancer:LoadBalancer", "lb", inputs);
    await expect(balancer.delete()).rejects.toThrow("OperationNotPermitted");
    await expect(
      account.create("aws:lb/loadBalancer:LoadBalancer", "two", { name: "two", subnets: [a.id] }),
    ).rejects.toThrow("At least two subnets");
  });

  test("deleting what is gone already succeeds", async () => {
    const queue = await account.create("aws:sqs/queue:Queue", "queue", { name: "q" });
    await account.byHand.delete("q");
    await queue.delete();
    await expect(queue.update({ name: "q", delaySeconds: 1 })).rejects.toThrow("updating SQS Queue");
  });
});
