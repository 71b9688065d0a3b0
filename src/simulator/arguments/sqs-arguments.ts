/** Arguments of these resource types, as @pulumi/aws 7.48.0 declares them; `!` marks a required one. */
export const sqsArguments = {
  "aws:sqs/queue:Queue": `
    contentBasedDeduplication: boolean
    deduplicationScope: string
    delaySeconds: number
    fifoQueue: boolean
    fifoThroughputLimit: string
    kmsDataKeyReusePeriodSeconds: number
    kmsMasterKeyId: string
    maxMessageSize: number
    messageRetentionSeconds: number
    name: string
    namePrefix: string
    policy: string
    receiveWaitTimeSeconds: number
    redriveAllowPolicy: string
    redrivePolicy: string
    region: string
    sqsManagedSseEnabled: boolean
    tags: map
    visibilityTimeoutSeconds: number
  `,
  "aws:sqs/queuePolicy:QueuePolicy": `
    policy!: string
    queueUrl!: string
    region: string
  `,
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": `
    queueUrl!: string
    redriveAllowPolicy!: string
    region: string
  `,
} as const;
