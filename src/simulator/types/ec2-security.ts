import { canonicalJson, type JsonObject } from "../../model/json.ts";
import { AwsFailure } from "../account/aws-failure.ts";
import { accountId } from "../account/identifiers.ts";
import { ec2SecurityArguments } from "../arguments/ec2-security-arguments.ts";
import { ec2Arn, toVpc } from "./ec2-network.ts";
import { type Reference, type TypeRule, text } from "./type-rule.ts";

const groupType = "aws:ec2/securityGroup:SecurityGroup";

/** An argument that names a security group, which may also be a VPC's default one. */
export const toSecurityGroup = (path: string, onDelete: Reference["onDelete"] = "refuse"): Reference => ({
  path,
  to: groupType,
  by: ["id"],
  missing: (id) => new AwsFailure("InvalidGroup.NotFound", `The security group '${id}' does not exist`),
  onDelete,
});

const securityGroup: TypeRule = {
  type: groupType,
  label: "Security Group",
  service: "EC2",
  calls: {
    create: "CreateSecurityGroup",
    read: "DescribeSecurityGroups",
    update: "AuthorizeSecurityGroupIngress",
    delete: "DeleteSecurityGroup",
  },
  arguments: ec2SecurityArguments[groupType],
  constraints: {
    name: { pattern: /^(?!sg-).{1,255}$/s, expected: '1 to 255 characters that do not begin with "sg-"' },
    description: {
      pattern: /^[0-9A-Za-z_ .:/()#,@[\]+=&;{}!$*-]{0,255}$/,
      expected: "up to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
    },
  },
  naming: { argument: "name", maxLength: 255 },
  defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
  attributeDefaults: { ingress: [], egress: [] },
  replaceOn: ["name", "namePrefix", "description", "vpcId"],
  source: "AWS::EC2::SecurityGroup: update requires replacement",
  unique: {
    key: (inputs) => `${text(inputs.vpcId) || "default"} ${text(inputs.name)}`,
    arguments: ["name", "vpcId"],
    duplicate: (inputs) =>
      new AwsFailure(
        "InvalidGroup.Duplicate",
        `The security group '${text(inputs.name)}' already exists for VPC '${text(inputs.vpcId)}'`,
      ),
  },
  generated: ["arn", "ownerId"],
  generate: (_inputs, { ids, region }) => {
    const id = `sg-0${ids.hex(16)}`;
    return { id, properties: { arn: ec2Arn(region, "security-group", id), ownerId: accountId } };
  },
  references: [toVpc(), toSecurityGroup("ingress[].securityGroups[]"), toSecurityGroup("egress[].securityGroups[]")],
  inUse: (record) => new AwsFailure("DependencyViolation", `resource ${record.id} has a dependent object`),
  usualSeconds: { create: 3, update: 1, delete: 1 },
};

const defaultGroup: TypeRule = {
  type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  label: "EC2 Default Security Group",
  service: "EC2",
  calls: {
    create: "RevokeSecurityGroupIngress",
    read: "DescribeSecurityGroups",
    update: "RevokeSecurityGroupIngress",
    delete: "DescribeSecurityGroups",
  },
  arguments: ec2SecurityArguments["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
  defaults: { revokeRulesOnDelete: false },
  attributeDefaults: { description: "default VPC security group", name: "default", ingress: [], egress: [] },
  replaceOn: ["vpcId"],
  source:
    "aws_default_security_group: vpc_id forces a new resource; the resource adopts the group that the VPC already has",
  generated: ["arn", "ownerId"],
  generate: (inputs, { region, account, ids }) => {
    const vpc = account.find("aws:ec2/vpc:Vpc", region, "id", text(inputs.vpcId));
    const id = text(vpc?.properties.defaultSecurityGroupId) || `sg-0${ids.hex(16)}`;
    return { id, properties: { arn: ec2Arn(region, "security-group", id), ownerId: accountId } };
  },
  references: [
    toVpc("vpcId", "cascade"),
    toSecurityGroup("ingress[].securityGroups[]"),
    toSecurityGroup("egress[].securityGroups[]"),
  ],
  usualSeconds: { create: 1, update: 1, delete: 0 },
};

/** Where a rule applies and to whom: two rules of a group must differ in it. */
const ruleKey = (inputs: JsonObject): string =>
  canonicalJson([
    inputs.securityGroupId ?? null,
    inputs.ipProtocol ?? null,
    inputs.fromPort ?? null,
    inputs.toPort ?? null,
    inputs.cidrIpv4 ?? inputs.cidrIpv6 ?? inputs.prefixListId ?? inputs.referencedSecurityGroupId ?? null,
  ]);

const ruleTypes = {
  Ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  Egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
} as const;

function securityGroupRule(direction: keyof typeof ruleTypes): TypeRule {
  const type = ruleTypes[direction];
  return {
    type,
    label: `VPC Security Group ${direction} Rule`,
    service: "EC2",
    calls: {
      create: `AuthorizeSecurityGroup${direction}`,
      read: "DescribeSecurityGroupRules",
      update: "ModifySecurityGroupRules",
      delete: `RevokeSecurityGroup${direction}`,
    },
    arguments: ec2SecurityArguments[type],
    constraints: { fromPort: { range: [-1, 65_535] }, toPort: { range: [-1, 65_535] } },
    exactlyOneOf: [["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"]],
    replaceOn: ["securityGroupId"],
    source: `aws_vpc_security_group_${direction.toLowerCase()}_rule: security_group_id forces a new resource, the rest is modified in place`,
    generated: ["arn", "securityGroupRuleId"],
    generate: (_inputs, { ids, region }) => {
      const id = `sgr-0${ids.hex(16)}`;
      return { id, properties: { arn: ec2Arn(region, "security-group-rule", id), securityGroupRuleId: id } };
    },
    references: [toSecurityGroup("securityGroupId", "cascade"), toSecurityGroup("referencedSecurityGroupId")],
    refuseCreate: (inputs, { account, region }) => duplicateRule(inputs, account.list(type, region)),
    refuseUpdate: (inputs, { account, region, record }) =>
      duplicateRule(
        inputs,
        account.list(type, region).filter((each) => each.id !== record?.id),
      ),
    usualSeconds: { create: 1, update: 1, delete: 1 },
  };
}

function duplicateRule(inputs: JsonObject, others: readonly { readonly inputs: JsonObject }[]) {
  const key = ruleKey(inputs);
  if (!others.some((each) => ruleKey(each.inputs) === key)) return undefined;
  const peer =
    text(inputs.cidrIpv4) ||
    text(inputs.cidrIpv6) ||
    text(inputs.prefixListId) ||
    text(inputs.referencedSecurityGroupId);
  return new AwsFailure(
    "InvalidPermission.Duplicate",
    `the specified rule "peer: ${peer}, ${text(inputs.ipProtocol).toUpperCase()}, from port: ${inputs.fromPort}, to port: ${inputs.toPort}, ALLOW" already exists`,
  );
}

export const ec2SecurityRules: readonly TypeRule[] = [
  securityGroup,
  defaultGroup,
  securityGroupRule("Ingress"),
  securityGroupRule("Egress"),
];
