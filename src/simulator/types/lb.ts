import type { JsonObject } from "../../model/json.ts";
import { AwsFailure } from "../account/aws-failure.ts";
import { accountId } from "../account/identifiers.ts";
import { lbArguments } from "../arguments/lb-arguments.ts";
import { toSubnet, toVpc } from "./ec2-network.ts";
import { toSecurityGroup } from "./ec2-security.ts";
import { type Reference, type RefusalContext, type TypeRule, text } from "./type-rule.ts";

const loadBalancerType = "aws:lb/loadBalancer:LoadBalancer";
const targetGroupType = "aws:lb/targetGroup:TargetGroup";
const listenerType = "aws:lb/listener:Listener";
const ruleType = "aws:lb/listenerRule:ListenerRule";

const arn = (region: string, rest: string) => `arn:aws:elasticloadbalancing:${region}:${accountId}:${rest}`;
const suffixOf = (id: string, marker: string) => id.slice(id.indexOf(marker) + marker.length);
const name32 = {
  pattern: /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
  expected: "up to 32 letters, digits and hyphens, not beginning or ending with a hyphen",
};

const toTargetGroup = (path: string): Reference => ({
  path,
  to: targetGroupType,
  by: ["arn"],
  missing: (id) => new AwsFailure("TargetGroupNotFound", `Target groups '${id}' not found`),
  onDelete: "refuse",
});

const loadBalancer: TypeRule = {
  type: loadBalancerType,
  label: "ELBv2 Load Balancer",
  service: "Elastic Load Balancing v2",
  calls: {
    create: "CreateLoadBalancer",
    read: "DescribeLoadBalancers",
    update: "ModifyLoadBalancerAttributes",
    delete: "DeleteLoadBalancer",
  },
  arguments: lbArguments[loadBalancerType],
  constraints: {
    name: name32,
    loadBalancerType: { oneOf: ["application", "gateway", "network"] },
    ipAddressType: { oneOf: ["ipv4", "dualstack", "dualstack-without-public-ipv4"] },
    idleTimeout: { range: [1, 4000] },
    clientKeepAlive: { range: [60, 604_800] },
    desyncMitigationMode: { oneOf: ["monitor", "defensive", "strictest"] },
  },
  naming: { argument: "name", maxLength: 32 },
  exactlyOneOf: [["subnets", "subnetMappings"]],
  defaults: {
    clientKeepAlive: 3600,
    desyncMitigationMode: "defensive",
    dropInvalidHeaderFields: false,
    enableCrossZoneLoadBalancing: false,
    enableDeletionProtection: false,
    enableHttp2: true,
    idleTimeout: 60,
    loadBalancerType: "application",
    preserveHostHeader: false,
  },
  attributeDefaults: { internal: false, ipAddressType: "ipv4", securityGroups: [] },
  replaceOn: ["name", "namePrefix", "loadBalancerType", "internal"],
  source: "AWS::ElasticLoadBalancingV2::LoadBalancer: update requires replacement",
  unique: {
    key: (inputs) => text(inputs.name),
    arguments: ["name"],
    duplicate: (inputs) =>
      new AwsFailure(
        "DuplicateLoadBalancerName",
        `A load balancer with the same name '${text(inputs.name)}' exists, but with different settings`,
      ),
  },
  generated: ["arn", "arnSuffix", "dnsName", "vpcId", "zoneId"],
  generate: (inputs, { ids, region, account }) => {
    const short = inputs.loadBalancerType === "network" ? "net" : inputs.loadBalancerType === "gateway" ? "gwy" : "app";
    const suffix = `${short}/${text(inputs.name)}/${ids.hex(16)}`;
    const id = arn(region, `loadbalancer/${suffix}`);
    const subnet = Array.isArray(inputs.subnets) ? text(inputs.subnets[0]) : "";
    const properties = {
      arn: id,
      arnSuffix: suffix,
      dnsName: `${inputs.internal ? "internal-" : ""}${text(inputs.name)}-${ids.digits(10)}.${region}.elb.amazonaws.com`,
      vpcId: text(account.find("aws:ec2/subnet:Subnet", region, "id", subnet)?.properties.vpcId),
      // https://docs.aws.amazon.com/general/latest/gr/elb.html: us-east-1; other regions get the same here.
      zoneId: "Z35SXDOTRQ7X7K",
    };
    return { id, properties };
  },
  references: [
    {
      ...toSubnet("subnets[]"),
      missing: (id) => new AwsFailure("SubnetNotFound", `The subnet ID '${id}' does not exist`),
    },
    {
      ...toSecurityGroup("securityGroups[]"),
      missing: (id) => new AwsFailure("InvalidSecurityGroup", `Security group '${id}' does not exist`),
    },
  ],
  refuseCreate: refuseZones,
  refuseUpdate: refuseZones,
  refuseDelete: (record) =>
    record.properties.enableDeletionProtection === true
      ? new AwsFailure(
          "OperationNotPermitted",
          `Load balancer '${record.id}' cannot be deleted because deletion protection is enabled`,
        )
      : undefined,
  usualSeconds: { create: 150, update: 10, delete: 15 },
};

/** An application load balancer needs subnets in two zones: API_CreateLoadBalancer. */
function refuseZones(inputs: JsonObject, { account, region }: RefusalContext): AwsFailure | undefined {
  if (inputs.loadBalancerType !== "application" || !Array.isArray(inputs.subnets)) return undefined;
  const zones = inputs.subnets.map((each) => {
    const id = text(each);
    const properties =
      account.find("aws:ec2/subnet:Subnet", region, "id", id)?.properties ??
      account.existing("aws:ec2/subnet:Subnet", id);
    return text(properties?.availabilityZone) || id;
  });
  if (new Set(zones).size < zones.length)
    return new AwsFailure(
      "InvalidConfigurationRequest",
      "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
    );
  return zones.length < 2
    ? new AwsFailure("ValidationError", "At least two subnets in two different Availability Zones must be specified")
    : undefined;
}

const targetGroup: TypeRule = {
  type: targetGroupType,
  label: "ELBv2 Target Group",
  service: "Elastic Load Balancing v2",
  calls: {
    create: "CreateTargetGroup",
    read: "DescribeTargetGroups",
    update: "ModifyTargetGroup",
    delete: "DeleteTargetGroup",
  },
  arguments: lbArguments[targetGroupType],
  constraints: {
    name: name32,
    port: { range: [1, 65_535] },
    protocol: { oneOf: ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"] },
    protocolVersion: { oneOf: ["HTTP1", "HTTP2", "GRPC"] },
    targetType: { oneOf: ["instance", "ip", "lambda", "alb"] },
    deregistrationDelay: { range: [0, 3600] },
    slowStart: { range: [0, 900] },
    "healthCheck.interval": { range: [5, 300] },
    "healthCheck.timeout": { range: [2, 120] },
    "healthCheck.healthyThreshold": { range: [2, 10] },
    "healthCheck.unhealthyThreshold": { range: [2, 10] },
  },
  naming: { argument: "name", maxLength: 32 },
  defaults: {
    deregistrationDelay: 300,
    lambdaMultiValueHeadersEnabled: false,
    proxyProtocolV2: false,
    slowStart: 0,
    targetType: "instance",
  },
  attributeDefaults: {
    ipAddressType: "ipv4",
    loadBalancerArns: [],
    loadBalancingAlgorithmType: "round_robin",
    protocolVersion: "HTTP1",
  },
  replaceOn: ["name", "namePrefix", "port", "protocol", "protocolVersion", "targetType", "vpcId", "ipAddressType"],
  source: "AWS::ElasticLoadBalancingV2::TargetGroup: update requires replacement",
  unique: {
    key: (inputs) => text(inputs.name),
    arguments: ["name"],
    duplicate: (inputs) =>
      new AwsFailure(
        "DuplicateTargetGroupName",
        `A target group with the same name '${text(inputs.name)}' exists, but with different settings`,
      ),
  },
  generated: ["arn", "arnSuffix"],
  generate: (inputs, { ids, region }) => {
    const id = arn(region, `targetgroup/${text(inputs.name)}/${ids.hex(16)}`);
    return { id, properties: { arn: id, arnSuffix: `targetgroup/${suffixOf(id, "targetgroup/")}` } };
  },
  references: [
    {
      ...toVpc(),
      missing: (id) => new AwsFailure("ValidationError", `The VPC ID '${id}' is not found`),
      onDelete: "ignore",
    },
  ],
  inUse: (record) =>
    new AwsFailure("ResourceInUse", `Target group '${record.id}' is currently in use by a listener or a rule`),
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

const listener: TypeRule = {
  type: listenerType,
  label: "ELBv2 Listener",
  service: "Elastic Load Balancing v2",
  calls: { create: "CreateListener", read: "DescribeListeners", update: "ModifyListener", delete: "DeleteListener" },
  arguments: lbArguments[listenerType],
  constraints: {
    port: { range: [1, 65_535] },
    protocol: { oneOf: ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"] },
    "defaultActions[].type": {
      oneOf: ["forward", "authenticate-oidc", "authenticate-cognito", "redirect", "fixed-response", "jwt-validation"],
    },
  },
  replaceOn: ["loadBalancerArn"],
  source: "AWS::ElasticLoadBalancingV2::Listener: update requires replacement",
  generated: ["arn"],
  generate: (inputs, { ids, region }) => {
    const id = arn(region, `listener/${suffixOf(text(inputs.loadBalancerArn), "loadbalancer/")}/${ids.hex(16)}`);
    return { id, properties: { arn: id } };
  },
  derive: (properties) => ({
    protocol: properties.protocol ?? "HTTP",
    sslPolicy: properties.sslPolicy ?? (properties.protocol === "HTTPS" ? "ELBSecurityPolicy-2016-08" : ""),
  }),
  references: [
    {
      path: "loadBalancerArn",
      to: loadBalancerType,
      by: ["arn"],
      missing: (id) => new AwsFailure("LoadBalancerNotFound", `Load balancer '${id}' not found`),
      onDelete: "cascade",
    },
    toTargetGroup("defaultActions[].targetGroupArn"),
    toTargetGroup("defaultActions[].forward.targetGroups[].arn"),
  ],
  refuseCreate: (inputs, context) => refuseListener(inputs, context),
  refuseUpdate: (inputs, context) => refuseListener(inputs, context),
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

function refuseListener(inputs: JsonObject, { account, region, record }: RefusalContext): AwsFailure | undefined {
  if (inputs.protocol === "HTTPS" && !text(inputs.certificateArn)) {
    return new AwsFailure("ValidationError", "A certificate must be specified for HTTPS listeners");
  }
  const taken = account
    .list(listenerType, region)
    .some(
      (each) =>
        each.id !== record?.id &&
        each.properties.loadBalancerArn === inputs.loadBalancerArn &&
        each.properties.port === inputs.port,
    );
  return taken
    ? new AwsFailure("DuplicateListener", "A listener already exists on this port for this load balancer")
    : undefined;
}

const listenerRule: TypeRule = {
  type: ruleType,
  label: "ELBv2 Listener Rule",
  service: "Elastic Load Balancing v2",
  calls: { create: "CreateRule", read: "DescribeRules", update: "ModifyRule", delete: "DeleteRule" },
  arguments: lbArguments[ruleType],
  constraints: {
    priority: { range: [1, 50_000] },
    "actions[].type": {
      oneOf: ["forward", "authenticate-oidc", "authenticate-cognito", "redirect", "fixed-response", "jwt-validation"],
    },
  },
  replaceOn: ["listenerArn"],
  source: "AWS::ElasticLoadBalancingV2::ListenerRule: update requires replacement",
  generated: ["arn"],
  generate: (inputs, { ids, region, account }) => {
    const id = arn(region, `listener-rule/${suffixOf(text(inputs.listenerArn), "listener/")}/${ids.hex(16)}`);
    const taken = account
      .list(ruleType, region)
      .filter((each) => each.properties.listenerArn === inputs.listenerArn)
      .map((each) => Number(each.properties.priority));
    return { id, properties: { arn: id, priority: inputs.priority ?? Math.max(0, ...taken) + 1 } };
  },
  references: [
    {
      path: "listenerArn",
      to: listenerType,
      by: ["arn"],
      missing: (id) => new AwsFailure("ListenerNotFound", `Listener '${id}' not found`),
      onDelete: "cascade",
    },
    toTargetGroup("actions[].targetGroupArn"),
    toTargetGroup("actions[].forward.targetGroups[].arn"),
  ],
  refuseCreate: (inputs, context) => refusePriority(inputs, context),
  refuseUpdate: (inputs, context) => refusePriority(inputs, context),
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

function refusePriority(inputs: JsonObject, { account, region, record }: RefusalContext): AwsFailure | undefined {
  if (inputs.priority === undefined) return undefined;
  const taken = account
    .list(ruleType, region)
    .some(
      (each) =>
        each.id !== record?.id &&
        each.properties.listenerArn === inputs.listenerArn &&
        each.properties.priority === inputs.priority,
    );
  return taken ? new AwsFailure("PriorityInUse", `Priority '${inputs.priority}' is currently in use`) : undefined;
}

export const lbRules: readonly TypeRule[] = [loadBalancer, targetGroup, listener, listenerRule];
