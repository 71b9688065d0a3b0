import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type { Resource } from "@pulumi/pulumi";
import type { TranslateContext } from "../../src/kinds/kit.ts";
import type { MicroServiceSpec } from "./schema.ts";

export interface TaskNetwork {
  readonly securityGroup: SecurityGroup;
  /** Without these a first task could not reach its image or its database. */
  readonly rules: readonly Resource[];
}

/** A group that nobody may enter, that may reach what the spec allows, and every component that the spec refers to. */
export function makeTaskNetwork(spec: MicroServiceSpec, context: TranslateContext): TaskNetwork {
  const securityGroup = new SecurityGroup("security-group", {
    name: context.physicalName({ maxLength: 255 }),
    description: `Tasks of ${context.address}`,
    vpcId: context.foundation<string>("network", "vpcId"),
    tags: { ...context.tags("security-group") },
  });
  const outward = spec.networking.egressCidrs.map((cidr) => {
    const name = `egress-${cidr.replace("/", "-")}`;
    return new SecurityGroupEgressRule(name, {
      securityGroupId: securityGroup.id,
      description: `From ${context.address}`,
      ipProtocol: "-1",
      cidrIpv4: cidr,
      tags: { ...context.tags(name) },
    });
  });
  return { securityGroup, rules: [...outward, ...connectionRules(context, securityGroup)] };
}

/** The rule belongs to the consumer, so that it appears and goes with the use. */
function connectionRules(context: TranslateContext, securityGroup: SecurityGroup): SecurityGroupIngressRule[] {
  return context.connections.flatMap((connection) => {
    const target = connection.output<string>("securityGroupId");
    const port = connection.output<number>("port");
    if (!target || !port) return [];
    const name = `reach-${connection.address.replace("/", ".")}`;
    return [
      new SecurityGroupIngressRule(name, {
        securityGroupId: target,
        description: `From ${context.address}`,
        referencedSecurityGroupId: securityGroup.id,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: { ...context.tags(name) },
      }),
    ];
  });
}
