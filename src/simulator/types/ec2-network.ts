import { AwsFailure } from "../account/aws-failure.ts";
import { accountId } from "../account/identifiers.ts";
import { ec2NetworkArguments } from "../arguments/ec2-network-arguments.ts";
import { type Reference, type RefusalContext, type TypeRule, text } from "./type-rule.ts";

const vpcType = "aws:ec2/vpc:Vpc";
const subnetType = "aws:ec2/subnet:Subnet";

export const toVpc = (path = "vpcId", onDelete: Reference["onDelete"] = "refuse"): Reference => ({
  path,
  to: vpcType,
  by: ["id"],
  missing: (id) => new AwsFailure("InvalidVpcID.NotFound", `The vpc ID '${id}' does not exist`),
  onDelete,
});

export const toSubnet = (path: string, onDelete: Reference["onDelete"] = "refuse"): Reference => ({
  path,
  to: subnetType,
  by: ["id"],
  missing: (id) => new AwsFailure("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`),
  onDelete,
});

export const ec2Arn = (region: string, what: string, id: string) => `arn:aws:ec2:${region}:${accountId}:${what}/${id}`;

/** Start and size of an IPv4 block, or undefined where it is none. */
function ipv4Block(cidr: string): { start: number; size: number } | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr);
  if (!match) return undefined;
  const [a, b, c, d, bits] = match.slice(1).map(Number) as [number, number, number, number, number];
  return { start: a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d, size: 2 ** (32 - bits) };
}

const cidr = { pattern: /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, expected: "a valid IPv4 CIDR block" };

const vpc: TypeRule = {
  type: vpcType,
  label: "EC2 VPC",
  service: "EC2",
  calls: { create: "CreateVpc", read: "DescribeVpcs", update: "ModifyVpcAttribute", delete: "DeleteVpc" },
  arguments: ec2NetworkArguments[vpcType],
  constraints: { cidrBlock: cidr, instanceTenancy: { oneOf: ["default", "dedicated"] } },
  exactlyOneOf: [["cidrBlock", "ipv4IpamPoolId"]],
  defaults: { enableDnsSupport: true, instanceTenancy: "default" },
  attributeDefaults: {
    assignGeneratedIpv6CidrBlock: false,
    enableDnsHostnames: false,
    enableNetworkAddressUsageMetrics: false,
  },
  replaceOn: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength", "instanceTenancy"],
  source: "AWS::EC2::VPC: update requires replacement",
  generated: [
    "arn",
    "defaultNetworkAclId",
    "defaultRouteTableId",
    "defaultSecurityGroupId",
    "dhcpOptionsId",
    "mainRouteTableId",
    "ownerId",
  ],
  generate: (_inputs, { ids, region }) => {
    const id = `vpc-0${ids.hex(16)}`;
    const routeTable = `rtb-0${ids.hex(16, "main-route-table")}`;
    const properties = {
      arn: ec2Arn(region, "vpc", id),
      defaultNetworkAclId: `acl-0${ids.hex(16, "acl")}`,
      defaultRouteTableId: routeTable,
      defaultSecurityGroupId: `sg-0${ids.hex(16, "default-security-group")}`,
      dhcpOptionsId: `dopt-0${ids.hex(16, "dhcp")}`,
      mainRouteTableId: routeTable,
      ownerId: accountId,
    };
    return { id, properties };
  },
  refuseCreate: (inputs) => {
    const block = ipv4Block(text(inputs.cidrBlock));
    // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html: between /16 and /28.
    return block && (block.size > 65_536 || block.size < 16)
      ? new AwsFailure("InvalidVpc.Range", `The CIDR '${text(inputs.cidrBlock)}' is invalid.`)
      : undefined;
  },
  inUse: (record) =>
    new AwsFailure("DependencyViolation", `The vpc '${record.id}' has dependencies and cannot be deleted.`),
  // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
  quota: {
    limit: 5,
    exceeded: () => new AwsFailure("VpcLimitExceeded", "The maximum number of VPCs has been reached."),
  },
  usualSeconds: { create: 12, update: 2, delete: 1 },
};

function refuseSubnet(inputs: Parameters<NonNullable<TypeRule["refuseCreate"]>>[0], context: RefusalContext) {
  const block = ipv4Block(text(inputs.cidrBlock));
  if (!block) return undefined;
  const { region, account } = context;
  const cidrBlock = text(inputs.cidrBlock);
  const vpcBlock = ipv4Block(text(account.find(vpcType, region, "id", text(inputs.vpcId))?.inputs.cidrBlock));
  if (vpcBlock && (block.start < vpcBlock.start || block.start + block.size > vpcBlock.start + vpcBlock.size)) {
    return new AwsFailure("InvalidSubnet.Range", `The CIDR '${cidrBlock}' is invalid.`);
  }
  const zone = text(inputs.availabilityZone);
  if (zone && !new RegExp(`^${region}[a-f]$`).test(zone)) {
    return new AwsFailure(
      "InvalidParameterValue",
      `Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${["a", "b", "c"].map((each) => region + each).join(", ")}.`,
    );
  }
  const conflict = account.list(subnetType, region).some((other) => {
    const taken = ipv4Block(text(other.properties.cidrBlock));
    return (
      other.properties.vpcId === inputs.vpcId &&
      taken &&
      block.start < taken.start + taken.size &&
      taken.start < block.start + block.size
    );
  });
  return conflict
    ? new AwsFailure("InvalidSubnet.Conflict", `The CIDR '${cidrBlock}' conflicts with another subnet`)
    : undefined;
}

const subnet: TypeRule = {
  type: subnetType,
  label: "EC2 Subnet",
  service: "EC2",
  calls: { create: "CreateSubnet", read: "DescribeSubnets", update: "ModifySubnetAttribute", delete: "DeleteSubnet" },
  arguments: ec2NetworkArguments[subnetType],
  constraints: { cidrBlock: cidr, privateDnsHostnameTypeOnLaunch: { oneOf: ["ip-name", "resource-name"] } },
  defaults: {
    assignIpv6AddressOnCreation: false,
    enableDns64: false,
    enableResourceNameDnsARecordOnLaunch: false,
    enableResourceNameDnsAaaaRecordOnLaunch: false,
    ipv6Native: false,
    mapPublicIpOnLaunch: false,
  },
  attributeDefaults: { privateDnsHostnameTypeOnLaunch: "ip-name" },
  replaceOn: [
    "vpcId",
    "cidrBlock",
    "availabilityZone",
    "availabilityZoneId",
    "outpostArn",
    "ipv6Native",
    "ipv4IpamPoolId",
    "ipv4NetmaskLength",
    "ipv6IpamPoolId",
    "ipv6NetmaskLength",
  ],
  source: "AWS::EC2::Subnet: update requires replacement",
  generated: ["arn", "availabilityZone", "availabilityZoneId", "ownerId"],
  generate: (inputs, { ids, region }) => {
    const id = `subnet-0${ids.hex(16)}`;
    const zone = text(inputs.availabilityZone) || `${region}a`;
    const properties = {
      arn: ec2Arn(region, "subnet", id),
      availabilityZone: zone,
      availabilityZoneId: zoneId(zone),
      ownerId: accountId,
    };
    return { id, properties };
  },
  references: [toVpc()],
  refuseCreate: refuseSubnet,
  inUse: (record) =>
    new AwsFailure("DependencyViolation", `The subnet '${record.id}' has dependencies and cannot be deleted.`),
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

/** A zone's account-independent name, such as `use1-az1` for us-east-1a. */
export function zoneId(zone: string): string {
  const match = /^([a-z]+)-([a-z]+)-(\d)([a-z])$/.exec(zone);
  if (!match) return zone;
  const [, area = "", direction = "", number = "", letter = "a"] = match;
  const short = direction.replace("north", "n").replace("south", "s").replace("east", "e").replace("west", "w");
  return `${area}${short === "central" ? "c" : short}${number}-az${letter.charCodeAt(0) - 96}`;
}

export const internetGateway: TypeRule = {
  type: "aws:ec2/internetGateway:InternetGateway",
  label: "EC2 Internet Gateway",
  service: "EC2",
  calls: {
    create: "CreateInternetGateway",
    read: "DescribeInternetGateways",
    update: "AttachInternetGateway",
    delete: "DeleteInternetGateway",
  },
  arguments: ec2NetworkArguments["aws:ec2/internetGateway:InternetGateway"],
  replaceOn: [],
  source: "AWS::EC2::InternetGateway: no property is immutable",
  generated: ["arn", "ownerId"],
  generate: (_inputs, { ids, region }) => {
    const id = `igw-0${ids.hex(16)}`;
    return { id, properties: { arn: ec2Arn(region, "internet-gateway", id), ownerId: accountId } };
  },
  references: [toVpc()],
  refuseCreate: (inputs, { account, region }) =>
    account
      .list("aws:ec2/internetGateway:InternetGateway", region)
      .some((each) => each.properties.vpcId === inputs.vpcId && inputs.vpcId)
      ? new AwsFailure("Resource.AlreadyAssociated", `resource ${text(inputs.vpcId)} is already attached to network.`)
      : undefined,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html: no running instances with public addresses.
  refuseDelete: (record, { account, region }) => {
    const inVpc = new Set(
      account
        .list(subnetType, region)
        .filter((each) => each.properties.vpcId === record.properties.vpcId)
        .map((each) => each.id),
    );
    return account
      .list("aws:ec2/natGateway:NatGateway", region)
      .some((each) => inVpc.has(text(each.properties.subnetId)) && text(each.properties.allocationId))
      ? new AwsFailure(
          "DependencyViolation",
          `Network ${text(record.properties.vpcId)} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
        )
      : undefined;
  },
  usualSeconds: { create: 1, update: 1, delete: 10 },
};

export const eip: TypeRule = {
  type: "aws:ec2/eip:Eip",
  label: "EC2 EIP",
  service: "EC2",
  calls: { create: "AllocateAddress", read: "DescribeAddresses", update: "AssociateAddress", delete: "ReleaseAddress" },
  arguments: ec2NetworkArguments["aws:ec2/eip:Eip"],
  constraints: { domain: { oneOf: ["vpc", "standard"] } },
  attributeDefaults: { domain: "vpc" },
  replaceOn: ["domain", "address", "networkBorderGroup", "ipamPoolId", "publicIpv4Pool", "customerOwnedIpv4Pool"],
  source: "AWS::EC2::EIP: update requires replacement; PublicIpv4Pool: aws_eip in the provider's documentation",
  generated: ["allocationId", "arn", "publicIp", "publicDns", "networkBorderGroup", "publicIpv4Pool"],
  generate: (_inputs, { ids, region }) => {
    const id = `eipalloc-0${ids.hex(16)}`;
    const octets = [0, 2, 4].map((at) => (Number.parseInt(ids.hex(6, "ip").slice(at, at + 2), 16) % 254) + 1);
    const ip = `52.${octets.join(".")}`;
    const host = `ec2-${ip.replaceAll(".", "-")}`;
    const domain = region === "us-east-1" ? "compute-1.amazonaws.com" : `${region}.compute.amazonaws.com`;
    const properties = {
      allocationId: id,
      arn: ec2Arn(region, "elastic-ip", id),
      publicIp: ip,
      publicDns: `${host}.${domain}`,
      networkBorderGroup: region,
      publicIpv4Pool: "amazon",
    };
    return { id, properties };
  },
  inUse: (record) => new AwsFailure("InvalidIPAddress.InUse", `Address ${text(record.properties.publicIp)} is in use.`),
  // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
  quota: {
    limit: 5,
    exceeded: () => new AwsFailure("AddressLimitExceeded", "The maximum number of addresses has been reached."),
  },
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

export const ec2NetworkRules: readonly TypeRule[] = [vpc, subnet, internetGateway, eip];
