/** Arguments of these resource types, as @pulumi/aws 7.48.0 declares them; `!` marks a required one. */
export const ec2SecurityArguments = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": `
    egress: { cidrBlocks: string[], description: string, fromPort!: number, ipv6CidrBlocks: string[],
      prefixListIds: string[], protocol!: string, securityGroups: string[], self: boolean, toPort!: number }[]
    ingress: { cidrBlocks: string[], description: string, fromPort!: number, ipv6CidrBlocks: string[],
      prefixListIds: string[], protocol!: string, securityGroups: string[], self: boolean, toPort!: number }[]
    region: string
    revokeRulesOnDelete: boolean
    tags: map
    vpcId: string
  `,
  "aws:ec2/securityGroup:SecurityGroup": `
    description: string
    egress: { cidrBlocks: string[], description: string, fromPort!: number, ipv6CidrBlocks: string[],
      prefixListIds: string[], protocol!: string, securityGroups: string[], self: boolean, toPort!: number }[]
    ingress: { cidrBlocks: string[], description: string, fromPort!: number, ipv6CidrBlocks: string[],
      prefixListIds: string[], protocol!: string, securityGroups: string[], self: boolean, toPort!: number }[]
    name: string
    namePrefix: string
    region: string
    revokeRulesOnDelete: boolean
    tags: map
    vpcId: string
  `,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": `
    cidrIpv4: string
    cidrIpv6: string
    description: string
    fromPort: number
    ipProtocol!: string
    prefixListId: string
    referencedSecurityGroupId: string
    region: string
    securityGroupId!: string
    tags: map
    toPort: number
  `,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": `
    cidrIpv4: string
    cidrIpv6: string
    description: string
    fromPort: number
    ipProtocol!: string
    prefixListId: string
    referencedSecurityGroupId: string
    region: string
    securityGroupId!: string
    tags: map
    toPort: number
  `,
} as const;
