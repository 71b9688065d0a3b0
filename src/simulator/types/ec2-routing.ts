import { isJsonObject } from "../../model/json.ts";
import { AwsFailure } from "../account/aws-failure.ts";
import { accountId } from "../account/identifiers.ts";
import { ec2NetworkArguments } from "../arguments/ec2-network-arguments.ts";
import { ec2Arn, eip, internetGateway, toSubnet, toVpc } from "./ec2-network.ts";
import { type Reference, type TypeRule, text } from "./type-rule.ts";

const natGateway: TypeRule = {
  type: "aws:ec2/natGateway:NatGateway",
  label: "EC2 NAT Gateway",
  service: "EC2",
  calls: {
    create: "CreateNatGateway",
    read: "DescribeNatGateways",
    update: "AssociateNatGatewayAddress",
    delete: "DeleteNatGateway",
  },
  arguments: ec2NetworkArguments["aws:ec2/natGateway:NatGateway"],
  constraints: { connectivityType: { oneOf: ["private", "public"] } },
  defaults: { connectivityType: "public" },
  attributeDefaults: { secondaryPrivateIpAddressCount: 0, secondaryPrivateIpAddresses: [] },
  replaceOn: ["subnetId", "allocationId", "connectivityType", "privateIp", "availabilityMode", "vpcId"],
  source: "AWS::EC2::NatGateway: update requires replacement",
  generated: ["associationId", "networkInterfaceId", "privateIp", "publicIp"],
  generate: (inputs, { ids, region, account }) => ({
    id: `nat-0${ids.hex(16)}`,
    properties: {
      associationId: `eipassoc-0${ids.hex(16, "association")}`,
      networkInterfaceId: `eni-0${ids.hex(16, "interface")}`,
      privateIp: text(inputs.privateIp) || `10.0.0.${(Number.parseInt(ids.hex(2, "ip"), 16) % 250) + 4}`,
      publicIp: text(account.find(eip.type, region, "id", text(inputs.allocationId))?.properties.publicIp),
    },
  }),
  references: [
    toSubnet("subnetId"),
    toVpc(),
    {
      path: "allocationId",
      to: eip.type,
      by: ["id"],
      missing: (id) => new AwsFailure("InvalidAllocationID.NotFound", `The allocation ID '${id}' does not exist`),
      onDelete: "refuse",
    },
  ],
  refuseCreate: (inputs, { account, region }) => {
    if (inputs.connectivityType === "public" && inputs.subnetId && !inputs.allocationId) {
      return new AwsFailure(
        "MissingParameter",
        "The request must include the AllocationId parameter. Add the required parameter and retry the request.",
      );
    }
    const taken = account
      .list("aws:ec2/natGateway:NatGateway", region)
      .some((each) => inputs.allocationId && each.properties.allocationId === inputs.allocationId);
    return taken
      ? new AwsFailure(
          "Resource.AlreadyAssociated",
          `Elastic IP address [${text(inputs.allocationId)}] is already associated`,
        )
      : undefined;
  },
  usualSeconds: { create: 100, update: 10, delete: 50 },
};

const toRouteTable = (path: string, onDelete: Reference["onDelete"]): Reference => ({
  path,
  to: "aws:ec2/routeTable:RouteTable",
  by: ["id"],
  missing: (id) => new AwsFailure("InvalidRouteTableID.NotFound", `The routeTable ID '${id}' does not exist`),
  onDelete,
});

const routeTable: TypeRule = {
  type: "aws:ec2/routeTable:RouteTable",
  label: "EC2 Route Table",
  service: "EC2",
  calls: { create: "CreateRouteTable", read: "DescribeRouteTables", update: "CreateRoute", delete: "DeleteRouteTable" },
  arguments: ec2NetworkArguments["aws:ec2/routeTable:RouteTable"],
  attributeDefaults: { propagatingVgws: [], routes: [] },
  replaceOn: ["vpcId"],
  source: "AWS::EC2::RouteTable: update requires replacement",
  generated: ["arn", "ownerId"],
  generate: (_inputs, { ids, region }) => {
    const id = `rtb-0${ids.hex(16)}`;
    return { id, properties: { arn: ec2Arn(region, "route-table", id), ownerId: accountId } };
  },
  references: [
    toVpc(),
    {
      path: "routes[].natGatewayId",
      to: natGateway.type,
      by: ["id"],
      missing: (id) => new AwsFailure("InvalidNatGatewayID.NotFound", `The natGateway ID '${id}' does not exist`),
      onDelete: "ignore",
    },
    {
      path: "routes[].gatewayId",
      to: internetGateway.type,
      by: ["id"],
      missing: (id) => new AwsFailure("InvalidGatewayID.NotFound", `The gateway ID '${id}' does not exist`),
      onDelete: "ignore",
    },
  ],
  refuseCreate: (inputs) => refuseRoutes(inputs),
  refuseUpdate: (inputs) => refuseRoutes(inputs),
  inUse: (record) =>
    new AwsFailure("DependencyViolation", `The routeTable '${record.id}' has dependencies and cannot be deleted.`),
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

function refuseRoutes(inputs: { readonly routes?: unknown }): AwsFailure | undefined {
  const seen = new Set<string>();
  for (const route of Array.isArray(inputs.routes) ? inputs.routes : []) {
    if (!isJsonObject(route)) continue;
    const destination = text(route.cidrBlock) || text(route.ipv6CidrBlock) || text(route.destinationPrefixListId);
    if (seen.has(destination))
      return new AwsFailure("RouteAlreadyExists", `The route identified by ${destination} already exists.`);
    seen.add(destination);
  }
  return undefined;
}

const association: TypeRule = {
  type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  label: "EC2 Route Table Association",
  service: "EC2",
  calls: {
    create: "AssociateRouteTable",
    read: "DescribeRouteTables",
    update: "ReplaceRouteTableAssociation",
    delete: "DisassociateRouteTable",
  },
  arguments: ec2NetworkArguments["aws:ec2/routeTableAssociation:RouteTableAssociation"],
  exactlyOneOf: [["subnetId", "gatewayId"]],
  replaceOn: ["subnetId", "gatewayId"],
  source: "aws_route_table_association: subnet_id and gateway_id force a new resource, the table is replaced in place",
  generated: [],
  generate: (_inputs, { ids }) => ({ id: `rtbassoc-0${ids.hex(16)}`, properties: {} }),
  references: [toRouteTable("routeTableId", "refuse"), toSubnet("subnetId", "cascade")],
  refuseCreate: (inputs, { account, region }) => {
    const other = account
      .list("aws:ec2/routeTableAssociation:RouteTableAssociation", region)
      .find((each) => inputs.subnetId && each.properties.subnetId === inputs.subnetId);
    return (
      other &&
      new AwsFailure(
        "Resource.AlreadyAssociated",
        `the specified association for route table ${text(inputs.routeTableId)} conflicts with an existing association`,
      )
    );
  },
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

const endpoint: TypeRule = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  label: "EC2 VPC Endpoint",
  service: "EC2",
  calls: {
    create: "CreateVpcEndpoint",
    read: "DescribeVpcEndpoints",
    update: "ModifyVpcEndpoint",
    delete: "DeleteVpcEndpoints",
  },
  arguments: ec2NetworkArguments["aws:ec2/vpcEndpoint:VpcEndpoint"],
  constraints: {
    vpcEndpointType: { oneOf: ["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"] },
    ipAddressType: { oneOf: ["ipv4", "dualstack", "ipv6"] },
  },
  exactlyOneOf: [["serviceName", "resourceConfigurationArn", "serviceNetworkArn"]],
  defaults: { vpcEndpointType: "Gateway" },
  attributeDefaults: {
    ipAddressType: "ipv4",
    privateDnsEnabled: false,
    requesterManaged: false,
    routeTableIds: [],
    securityGroupIds: [],
    subnetIds: [],
    state: "available",
  },
  replaceOn: [
    "vpcId",
    "serviceName",
    "vpcEndpointType",
    "serviceRegion",
    "resourceConfigurationArn",
    "serviceNetworkArn",
  ],
  source: "AWS::EC2::VPCEndpoint: update requires replacement",
  generated: ["arn", "cidrBlocks", "dnsEntries", "networkInterfaceIds", "ownerId", "prefixListId"],
  generate: (inputs, { ids, region }) => {
    const id = `vpce-0${ids.hex(16)}`;
    const service = text(inputs.serviceName).split(".").pop() ?? "";
    const isInterface = inputs.vpcEndpointType === "Interface";
    const subnets = Array.isArray(inputs.subnetIds) ? inputs.subnetIds : [];
    const properties = {
      arn: ec2Arn(region, "vpc-endpoint", id),
      cidrBlocks: isInterface ? [] : ["52.216.0.0/15"],
      dnsEntries: isInterface
        ? [
            {
              dnsName: `${id}-${ids.hex(8, "dns")}.${service}.${region}.vpce.amazonaws.com`,
              hostedZoneId: "Z7HUB22UULQXV",
            },
          ]
        : [],
      networkInterfaceIds: isInterface ? subnets.map((_, at) => `eni-0${ids.hex(16, `interface ${at}`)}`) : [],
      ownerId: accountId,
      prefixListId: isInterface ? "" : `pl-${ids.hex(8, "prefix")}`,
    };
    return { id, properties };
  },
  references: [
    toVpc(),
    toSubnet("subnetIds[]"),
    toRouteTable("routeTableIds[]", "ignore"),
    {
      path: "securityGroupIds[]",
      to: "aws:ec2/securityGroup:SecurityGroup",
      by: ["id"],
      missing: (id) => new AwsFailure("InvalidGroup.NotFound", `The security group '${id}' does not exist`),
      onDelete: "refuse",
    },
  ],
  usualSeconds: { create: 40, update: 15, delete: 30 },
};

export const ec2RoutingRules: readonly TypeRule[] = [natGateway, routeTable, association, endpoint];
