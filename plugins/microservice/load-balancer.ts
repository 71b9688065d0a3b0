import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import type { TranslateContext } from "../../src/kinds/kit.ts";
import { loadBalancedPorts, mainPort, readinessPort } from "./main-port.ts";
import type { MicroServiceSpec } from "./schema.ts";

export interface Entrance {
  readonly targetGroup: TargetGroup;
  readonly url: pulumi.Output<string>;
  /** ECS refuses a target group that no listener uses yet. */
  readonly listeners: readonly Listener[];
}

/** An Application Load Balancer in the public subnets (an internal one in the private subnets) before the tasks. */
export function makeEntrance(spec: MicroServiceSpec, context: TranslateContext, tasks: SecurityGroup): Entrance {
  const { internal, idleTimeoutSeconds, certificateArn } = spec.networking.loadBalancer;
  const securityGroup = makeSecurityGroup(spec, context, tasks);
  const balancer = new LoadBalancer("load-balancer", {
    name: balancerName(context, internal),
    loadBalancerType: "application",
    internal,
    subnets: context.foundation<string[]>("network", internal ? "privateSubnetIds" : "publicSubnetIds"),
    securityGroups: [securityGroup.id],
    dropInvalidHeaderFields: true,
    idleTimeout: idleTimeoutSeconds,
    tags: { ...context.tags("load-balancer") },
  });
  const targetGroup = makeTargetGroup(spec, context);
  return {
    targetGroup,
    url: pulumi.interpolate`${certificateArn === undefined ? "http" : "https"}://${balancer.dnsName}`,
    listeners: makeListeners(spec, context, balancer, targetGroup),
  };
}

/** At most 32 characters; `internal` forces a replacement, so the name differs by it; AWS keeps the prefix "internal-" for itself. */
function balancerName(context: TranslateContext, internal: boolean): string {
  const suffix = internal ? "private" : "public";
  const name = context.physicalName({ maxLength: 32, suffix });
  return name.startsWith("internal-") ? `lb-${context.physicalName({ maxLength: 29, suffix })}` : name;
}

/** Its name holds whatever forces a replacement (port and VPC): the new group is made while the old one still has its name. */
function makeTargetGroup(spec: MicroServiceSpec, context: TranslateContext): TargetGroup {
  const port = mainPort(spec);
  const vpcId = context.foundation<string>("network", "vpcId");
  const { readiness } = spec.healthCheck;
  return new TargetGroup("target-group", {
    name: vpcId.apply((id) => context.physicalName({ maxLength: 32, suffix: `${port}-${id.slice(-6)}` })),
    vpcId,
    port,
    protocol: "HTTP",
    targetType: "ip",
    deregistrationDelay: spec.networking.loadBalancer.deregistrationDelaySeconds,
    healthCheck: {
      enabled: true,
      protocol: "HTTP",
      port: String(readinessPort(spec)),
      path: readiness?.http.path ?? "/",
      matcher: readiness ? "200-299" : "200-499",
      interval: readiness?.intervalSeconds ?? 15,
      timeout: readiness?.timeoutSeconds ?? 5,
      healthyThreshold: readiness?.healthyThreshold ?? 2,
      unhealthyThreshold: readiness?.unhealthyThreshold ?? 3,
    },
    tags: { ...context.tags("target-group") },
  });
}

function makeListeners(
  spec: MicroServiceSpec,
  context: TranslateContext,
  balancer: LoadBalancer,
  targetGroup: TargetGroup,
): Listener[] {
  const { certificateArn } = spec.networking.loadBalancer;
  const forward = { type: "forward", targetGroupArn: targetGroup.arn };
  const http = new Listener("http", {
    loadBalancerArn: balancer.arn,
    port: 80,
    protocol: "HTTP",
    defaultActions: [
      certificateArn === undefined
        ? forward
        : { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
    ],
    tags: { ...context.tags("http") },
  });
  if (certificateArn === undefined) return [http];
  const https = new Listener("https", {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: "HTTPS",
    certificateArn,
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    defaultActions: [forward],
    tags: { ...context.tags("https") },
  });
  return [http, https];
}

function makeSecurityGroup(spec: MicroServiceSpec, context: TranslateContext, tasks: SecurityGroup): SecurityGroup {
  const { internal, certificateArn, allowedCidrs } = spec.networking.loadBalancer;
  const group = new SecurityGroup("load-balancer-security-group", {
    name: context.physicalName({ maxLength: 255, suffix: "load-balancer" }),
    description: `Load balancer of ${context.address}`,
    vpcId: context.foundation<string>("network", "vpcId"),
    tags: { ...context.tags("load-balancer-security-group") },
  });
  const world = internal
    ? [{ label: "network", cidr: context.foundation<string>("network", "vpcCidr") }]
    : [{ label: "0.0.0.0-0", cidr: "0.0.0.0/0" }];
  const sources = allowedCidrs?.map((cidr) => ({ label: cidr.replace("/", "-"), cidr })) ?? world;
  for (const port of certificateArn === undefined ? [80] : [80, 443]) {
    for (const { label, cidr } of sources) {
      const name = `allow-${port}-${label}`;
      new SecurityGroupIngressRule(name, {
        securityGroupId: group.id,
        description: `To ${context.address}`,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrIpv4: cidr,
        tags: { ...context.tags(name) },
      });
    }
  }
  for (const port of loadBalancedPorts(spec)) connectToTasks(port, context, group, tasks);
  return group;
}

/** The two rules that let the load balancer, and nobody else, reach the tasks on a port. */
function connectToTasks(port: number, context: TranslateContext, balancer: SecurityGroup, tasks: SecurityGroup): void {
  const rule = { ipProtocol: "tcp", fromPort: port, toPort: port };
  new SecurityGroupEgressRule(`to-tasks-${port}`, {
    ...rule,
    securityGroupId: balancer.id,
    description: "To the tasks",
    referencedSecurityGroupId: tasks.id,
    tags: { ...context.tags(`to-tasks-${port}`) },
  });
  new SecurityGroupIngressRule(`from-load-balancer-${port}`, {
    ...rule,
    securityGroupId: tasks.id,
    description: "From the load balancer",
    referencedSecurityGroupId: balancer.id,
    tags: { ...context.tags(`from-load-balancer-${port}`) },
  });
}
