import { defineKind } from "../../src/kinds/kit.ts";
import { health } from "./health.ts";
import { sqsOutputs, sqsSpec } from "./schema.ts";

export default defineKind({
  name: "SQS",
  apiVersion: "components.deployer.io/v1",
  version: 1,
  summary: "A queue with a dead-letter queue.",
  // Messages are in flight, kept for days at most, and their senders can send again: a queue is no store.
  holdsData: false,
  spec: sqsSpec,
  outputs: sqsOutputs,
  secretOutputs: [],
  absentOutputs: (spec) => (spec.existing || !spec.deadLetter.enabled ? ["deadLetterUrl", "deadLetterArn"] : []),
  stackSettings: { queuesKmsKeyArn: ["encryption", "kmsKeyArn"] },
  complianceFacts: (spec) =>
    spec.existing ? {} : { encryption: [{ value: spec.encryption.kmsKeyArn, path: ["encryption", "kmsKeyArn"] }] },
  requires: () => [],
  consumerActions: [
    "sqs:SendMessage",
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
  ],
  operatorActions: [
    "sqs:CreateQueue",
    "sqs:DeleteQueue",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ListQueueTags",
    "sqs:SetQueueAttributes",
    "sqs:TagQueue",
    "sqs:UntagQueue",
  ],
  healthTimeoutSeconds: 120,
  translate: () => import("./translate.ts").then((module) => module.translate),
  health,
});
