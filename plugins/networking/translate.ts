import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup";
import { Eip } from "@pulumi/aws/ec2/eip";
import { getVpc } from "@pulumi/aws/ec2/getVpc";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import type { Translate, TranslateContext } from "../../src/kinds/kit.ts";
import type { NetworkingFields, NetworkingOutputs, NetworkingSpec } from "./schema.ts";
import { subnetCidrs, type ZoneCidrs } from "./subnet-cidrs.ts";

export const translate: Translate<NetworkingSpec, NetworkingOutputs> = async (spec, context) => {
  if (spec.existing) {
    const { cidrBlock } = await getVpc({ id: spec.existing.vpcId });
    return { ...spec.existing, vpcCidr: cidrBlock };
  }
  const zones = await availabilityZones(spec.availabilityZones);
  const vpc = new Vpc("vpc", {
    cidrBlock: spec.vpc.cidr,
    enableDnsHostnames: true,
    enableDnsSupport: true,
    tags: { ...context.tags("vpc") },
  });
  // Nothing may rely on the default group: it lets everything in it talk to everything else in it.
  new DefaultSecurityGroup("default-security-group", {
    vpcId: vpc.id,
    ingress: [],
    egress: [],
    tags: { ...context.tags("default-security-group") },
  });
  const subnets = makeSubnets(spec, context, vpc, zones);
  const routeTables = makeRoutes(spec, context, vpc, subnets);
  // Image layers come from S3: through the gateway endpoint, which is free, instead of through NAT, which is not.
  new VpcEndpoint("s3-endpoint", {
    vpcId: vpc.id,
    serviceName: `com.amazonaws.${context.region}.s3`,
    vpcEndpointType: "Gateway",
    routeTableIds: routeTables.map((table) => table.id),
    tags: { ...context.tags("s3-endpoint") },
  });
  makeInterfaceEndpoints(spec.interfaceEndpoints ?? [], context, vpc, subnets.private);
  return {
    vpcId: vpc.id,
    vpcCidr: vpc.cidrBlock,
    privateSubnetIds: pulumi.all(subnets.private.map((subnet) => subnet.id)),
    publicSubnetIds: pulumi.all(subnets.public.map((subnet) => subnet.id)),
  };
};

/** Endpoints answer under the services' usual names, so that nothing in the network has to know of them. */
function makeInterfaceEndpoints(
  services: readonly string[],
  context: TranslateContext,
  vpc: Vpc,
  subnets: readonly Subnet[],
): void {
  if (services.length === 0) return;
  const group = new SecurityGroup("endpoint-security-group", {
    name: context.physicalName({ maxLength: 255, suffix: "endpoints" }),
    description: "Endpoints of AWS services",
    vpcId: vpc.id,
    tags: { ...context.tags("endpoint-security-group") },
  });
  new SecurityGroupIngressRule("endpoint-https", {
    securityGroupId: group.id,
    description: "From the network",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: vpc.cidrBlock,
    tags: { ...context.tags("endpoint-https") },
  });
  for (const service of services) {
    const name = `endpoint-${service.replaceAll(".", "-")}`;
    new VpcEndpoint(name, {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${context.region}.${service}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: subnets.map((subnet) => subnet.id),
      securityGroupIds: [group.id],
      tags: { ...context.tags(name) },
    });
  }
}

interface Subnets {
  readonly private: readonly Subnet[];
  readonly public: readonly Subnet[];
}

/** The first zones of the region. Throws where it has fewer. Local zones are left out: they offer neither NAT gateways nor Fargate. */
async function availabilityZones(wanted: number): Promise<string[]> {
  const { names } = await getAvailabilityZones({
    state: "available",
    filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
  });
  if (names.length < wanted) {
    throw new Error(`availabilityZones: ${wanted} are wanted, and this account has ${names.length} in the region`);
  }
  return names.slice(0, wanted);
}

function makeSubnets(spec: NetworkingFields, context: TranslateContext, vpc: Vpc, zones: readonly string[]): Subnets {
  const cidrs = subnetCidrs(spec.vpc.cidr, spec.availabilityZones);
  const make = (reach: keyof ZoneCidrs) =>
    cidrs.map((cidr, index) => {
      const name = `${reach}-${index + 1}`;
      return new Subnet(
        name,
        {
          vpcId: vpc.id,
          cidrBlock: cidr[reach],
          ...(zones[index] !== undefined && { availabilityZone: zones[index] }),
          mapPublicIpOnLaunch: false,
          tags: { ...context.tags(name) },
        },
        // A zone that AWS adds shifts the list, and must not move a subnet that is in use.
        { ignoreChanges: ["availabilityZone"] },
      );
    });
  return { private: make("private"), public: make("public") };
}

function makeRoutes(spec: NetworkingFields, context: TranslateContext, vpc: Vpc, subnets: Subnets): RouteTable[] {
  const internet = new InternetGateway("internet-gateway", {
    vpcId: vpc.id,
    tags: { ...context.tags("internet-gateway") },
  });
  const publicTable = new RouteTable("public", {
    vpcId: vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: internet.id }],
    tags: { ...context.tags("public") },
  });
  for (const [index, subnet] of subnets.public.entries()) {
    new RouteTableAssociation(`public-${index + 1}`, { routeTableId: publicTable.id, subnetId: subnet.id });
  }
  const gateways = makeNatGateways(spec, context, subnets.public, internet);
  // One table per zone even with a single gateway, so that going to one gateway per zone changes routes only.
  const privateTables = subnets.private.map((subnet, index) => {
    const name = `private-${index + 1}`;
    const gateway = gateways[index] ?? gateways[0];
    const table = new RouteTable(name, {
      vpcId: vpc.id,
      routes: gateway ? [{ cidrBlock: "0.0.0.0/0", natGatewayId: gateway.id }] : [],
      tags: { ...context.tags(name) },
    });
    new RouteTableAssociation(name, { routeTableId: table.id, subnetId: subnet.id });
    return table;
  });
  return [publicTable, ...privateTables];
}

const gatewayCount = (spec: NetworkingFields): number =>
  spec.nat === "none" ? 0 : spec.nat === "single" ? 1 : spec.availabilityZones;

function makeNatGateways(
  spec: NetworkingFields,
  context: TranslateContext,
  publicSubnets: readonly Subnet[],
  internet: InternetGateway,
): NatGateway[] {
  return publicSubnets.slice(0, gatewayCount(spec)).map((subnet, index) => {
    const name = `nat-${index + 1}`;
    const addressName = `nat-address-${index + 1}`;
    const address = new Eip(addressName, { domain: "vpc", tags: { ...context.tags(addressName) } });
    return new NatGateway(
      name,
      { allocationId: address.id, subnetId: subnet.id, tags: { ...context.tags(name) } },
      // AWS refuses a public NAT gateway in a VPC that has no internet gateway yet.
      { dependsOn: [internet] },
    );
  });
}
