import { AwsFailure } from "../account/aws-failure.ts";
import { accountId } from "../account/identifiers.ts";
import { sqsArguments } from "../arguments/sqs-arguments.ts";
import { type Reference, type TypeRule, text } from "./type-rule.ts";

const queueType = "aws:sqs/queue:Queue";

const toQueue: Reference = {
  path: "queueUrl",
  to: queueType,
  by: ["id"],
  missing: () => new AwsFailure("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist."),
  onDelete: "cascade",
};

/** Limits: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const queue: TypeRule = {
  type: queueType,
  label: "SQS Queue",
  service: "SQS",
  calls: { create: "CreateQueue", read: "GetQueueAttributes", update: "SetQueueAttributes", delete: "DeleteQueue" },
  arguments: sqsArguments[queueType],
  constraints: {
    name: {
      pattern: /^[A-Za-z0-9_-]{1,80}$|^[A-Za-z0-9_-]{1,75}\.fifo$/,
      expected: "1 to 80 letters, digits, hyphens and underscores",
    },
    delaySeconds: { range: [0, 900] },
    maxMessageSize: { range: [1024, 1_048_576] },
    messageRetentionSeconds: { range: [60, 1_209_600] },
    receiveWaitTimeSeconds: { range: [0, 20] },
    visibilityTimeoutSeconds: { range: [0, 43_200] },
    kmsDataKeyReusePeriodSeconds: { range: [60, 86_400] },
    deduplicationScope: { oneOf: ["messageGroup", "queue"] },
    fifoThroughputLimit: { oneOf: ["perQueue", "perMessageGroupId"] },
  },
  naming: { argument: "name", maxLength: 80 },
  defaults: {
    contentBasedDeduplication: false,
    delaySeconds: 0,
    fifoQueue: false,
    maxMessageSize: 262_144,
    messageRetentionSeconds: 345_600,
    receiveWaitTimeSeconds: 0,
    visibilityTimeoutSeconds: 30,
  },
  attributeDefaults: { kmsDataKeyReusePeriodSeconds: 300, policy: "", redriveAllowPolicy: "", redrivePolicy: "" },
  replaceOn: ["name", "namePrefix", "fifoQueue"],
  source: "AWS::SQS::Queue: update requires replacement",
  unique: {
    key: (inputs) => text(inputs.name),
    arguments: ["name"],
    duplicate: (inputs) =>
      new AwsFailure(
        "QueueAlreadyExists",
        `A queue already exists with the name ${text(inputs.name)} and a different value for attribute Tags`,
      ),
  },
  generated: ["arn", "url"],
  generate: (inputs, { region }) => {
    const name = text(inputs.name);
    const url = `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
    return { id: url, properties: { arn: `arn:aws:sqs:${region}:${accountId}:${name}`, url } };
  },
  derive: (properties) => ({
    sqsManagedSseEnabled: properties.sqsManagedSseEnabled ?? !text(properties.kmsMasterKeyId),
  }),
  refuseCreate: (inputs) => {
    const isFifo = text(inputs.name).endsWith(".fifo");
    if (inputs.fifoQueue === true && !isFifo) {
      return new AwsFailure(
        "InvalidParameterValue",
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length",
      );
    }
    if (inputs.fifoQueue !== true && isFifo) {
      return new AwsFailure(
        "InvalidParameterValue",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
      );
    }
    return refuseRedrive(inputs);
  },
  refuseUpdate: (inputs) => refuseRedrive(inputs),
  // "You must wait 60 seconds" before SetQueueAttributes and DeleteQueue are seen everywhere (SQS API reference).
  usualSeconds: { create: 25, update: 60, delete: 3 },
};

function refuseRedrive(inputs: Parameters<NonNullable<TypeRule["refuseCreate"]>>[0]): AwsFailure | undefined {
  const policy = text(inputs.redrivePolicy);
  if (!policy) return undefined;
  const invalid = (why: string) =>
    new AwsFailure("InvalidParameterValue", `Value ${policy} for parameter RedrivePolicy is invalid. Reason: ${why}`);
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as Record<string, unknown>;
    if (typeof deadLetterTargetArn !== "string") return invalid("Invalid value for deadLetterTargetArn.");
    const count = Number(maxReceiveCount);
    return count >= 1 && count <= 1000 ? undefined : invalid("Invalid value for maxReceiveCount.");
  } catch {
    return invalid("Redrive policy is not a valid JSON map.");
  }
}

function refusePolicy(argument: string) {
  return (inputs: Parameters<NonNullable<TypeRule["refuseCreate"]>>[0]): AwsFailure | undefined => {
    try {
      JSON.parse(text(inputs[argument]));
      return undefined;
    } catch {
      return new AwsFailure(
        "InvalidAttributeValue",
        `Invalid value for the parameter ${argument === "policy" ? "Policy" : "RedriveAllowPolicy"}.`,
      );
    }
  };
}

const setAttributes = {
  create: "SetQueueAttributes",
  read: "GetQueueAttributes",
  update: "SetQueueAttributes",
  delete: "SetQueueAttributes",
};

const queuePolicy: TypeRule = {
  type: "aws:sqs/queuePolicy:QueuePolicy",
  label: "SQS Queue Policy",
  service: "SQS",
  calls: setAttributes,
  arguments: sqsArguments["aws:sqs/queuePolicy:QueuePolicy"],
  replaceOn: ["queueUrl"],
  source: "aws_sqs_queue_policy: queue_url forces a new resource",
  generated: [],
  generate: (inputs) => ({ id: text(inputs.queueUrl), properties: {} }),
  references: [toQueue],
  refuseCreate: refusePolicy("policy"),
  refuseUpdate: refusePolicy("policy"),
  usualSeconds: { create: 60, update: 60, delete: 60 },
};

const redriveAllowPolicy: TypeRule = {
  type: "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
  label: "SQS Queue Redrive Allow Policy",
  service: "SQS",
  calls: setAttributes,
  arguments: sqsArguments["aws:sqs/redriveAllowPolicy:RedriveAllowPolicy"],
  replaceOn: ["queueUrl"],
  source: "aws_sqs_queue_redrive_allow_policy: queue_url forces a new resource",
  generated: [],
  generate: (inputs) => ({ id: text(inputs.queueUrl), properties: {} }),
  references: [toQueue],
  refuseCreate: refusePolicy("redriveAllowPolicy"),
  refuseUpdate: refusePolicy("redriveAllowPolicy"),
  usualSeconds: { create: 60, update: 60, delete: 60 },
};

export const sqsRules: readonly TypeRule[] = [queue, queuePolicy, redriveAllowPolicy];
