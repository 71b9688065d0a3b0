import { getQueue } from "@pulumi/aws/sqs/getQueue";
import { Queue } from "@pulumi/aws/sqs/queue";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy";
import { RedriveAllowPolicy } from "@pulumi/aws/sqs/redriveAllowPolicy";
import * as pulumi from "@pulumi/pulumi";
import type { Translate, TranslateContext } from "../../src/kinds/kit.ts";
import type { SqsFields, SqsOutputs, SqsSpec } from "./schema.ts";

export const translate: Translate<SqsSpec, SqsOutputs> = async (spec, context) => {
  if (spec.existing) {
    const { url, arn } = spec.existing;
    const name = arn.slice(arn.lastIndexOf(":") + 1);
    // A queue that is not there fails here, before anything is told to use it.
    await getQueue({ name });
    return { url, arn, name, deadLetterUrl: null, deadLetterArn: null };
  }
  const deadLetter = spec.deadLetter.enabled ? makeDeadLetterQueue(spec, context) : undefined;
  const queue = new Queue("queue", {
    ...commonArguments(spec),
    name: queueName(spec, context),
    ...(spec.fifo && { contentBasedDeduplication: spec.contentBasedDeduplication }),
    visibilityTimeoutSeconds: spec.visibilityTimeoutSeconds,
    messageRetentionSeconds: spec.messageRetentionSeconds,
    delaySeconds: spec.delaySeconds,
    receiveWaitTimeSeconds: spec.receiveWaitSeconds,
    ...(deadLetter && {
      redrivePolicy: pulumi.jsonStringify({
        deadLetterTargetArn: deadLetter.arn,
        maxReceiveCount: spec.deadLetter.maxReceives,
      }),
    }),
    tags: { ...context.tags("queue") },
  });
  refusePlainHttp("queue-policy", queue);
  if (deadLetter) {
    refusePlainHttp("dead-letter-policy", deadLetter);
    // A resource of its own, because the two queues would otherwise each need the other's ARN first.
    new RedriveAllowPolicy("dead-letter-source", {
      queueUrl: deadLetter.id,
      redriveAllowPolicy: pulumi.jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
    });
  }
  return {
    url: queue.url,
    arn: queue.arn,
    name: queue.name,
    deadLetterUrl: deadLetter?.url ?? null,
    deadLetterArn: deadLetter?.arn ?? null,
  };
};

/** The dead-letter queue of a FIFO queue must be one, too. */
function makeDeadLetterQueue(spec: SqsFields, context: TranslateContext): Queue {
  return new Queue("dead-letter", {
    ...commonArguments(spec),
    name: queueName(spec, context, "dead-letter"),
    messageRetentionSeconds: spec.deadLetter.retentionSeconds,
    tags: { ...context.tags("dead-letter") },
  });
}

/** Queue names have at most 80 characters, and a FIFO queue's must end in `.fifo`. */
function queueName(spec: SqsFields, context: TranslateContext, suffix?: string): string {
  const ending = spec.fifo ? ".fifo" : "";
  return `${context.physicalName({ maxLength: 80 - ending.length, ...(suffix && { suffix }) })}${ending}`;
}

function commonArguments(spec: SqsFields) {
  const { kmsKeyArn } = spec.encryption;
  return {
    maxMessageSize: spec.maxMessageSizeBytes,
    ...(spec.fifo && { fifoQueue: true }),
    ...(kmsKeyArn ? { kmsMasterKeyId: kmsKeyArn, kmsDataKeyReusePeriodSeconds: 300 } : { sqsManagedSseEnabled: true }),
  };
}

function refusePlainHttp(name: string, queue: Queue): void {
  new QueuePolicy(name, {
    queueUrl: queue.id,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "RefusePlainHttp",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: queue.arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  });
}
