/** Arguments of these resource types, as @pulumi/aws 7.48.0 declares them; `!` marks a required one. */
export const logsArguments = {
  "aws:cloudwatch/logGroup:LogGroup": `
    deletionProtectionEnabled: boolean
    kmsKeyId: string
    logGroupClass: string
    name: string
    namePrefix: string
    region: string
    retentionInDays: number
    skipDestroy: boolean
    tags: map
  `,
} as const;
