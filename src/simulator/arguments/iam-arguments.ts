/** Arguments of these resource types, as @pulumi/aws 7.48.0 declares them; `!` marks a required one. */
export const iamArguments = {
  "aws:iam/role:Role": `
    assumeRolePolicy!: string
    description: string
    forceDetachPolicies: boolean
    inlinePolicies: { name: string, policy: string }[]
    managedPolicyArns: string[]
    maxSessionDuration: number
    name: string
    namePrefix: string
    path: string
    permissionsBoundary: string
    tags: map
  `,
  "aws:iam/rolePolicy:RolePolicy": `
    name: string
    namePrefix: string
    policy!: string
    role!: string
  `,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": `
    policyArn!: string
    role!: string
  `,
} as const;
