import * as v from "valibot";
import { noExisting, orExisting } from "../../schemas/existing.ts";
import { kmsKeyArnSchema } from "../../schemas/kms-key-arn.ts";
import { wholeNumber } from "../../schemas/whole-number.ts";

const deadLetterSpec = v.strictObject({
  /** Whether there is a dead-letter queue. Default true. */
  enabled: v.optional(v.pipe(v.boolean(), v.description("Whether there is a dead-letter queue. Default true.")), true),
  /** How often a message is handed out before it goes to the dead-letter queue. Default 5. */
  maxReceives: v.optional(
    v.pipe(
      wholeNumber(1, 1000),
      v.description("How often a message is handed out before it goes to the dead-letter queue. Default 5."),
    ),
    5,
  ),
  /** Seconds that the dead-letter queue keeps a message. Default 1209600 (14 days, the most that AWS allows). */
  retentionSeconds: v.optional(
    v.pipe(
      wholeNumber(60, 1209600),
      v.description(
        "Seconds that the dead-letter queue keeps a message. Default 1209600 (14 days, the most that AWS allows).",
      ),
    ),
    1209600,
  ),
});

const encryptionSpec = v.strictObject({
  /** Encrypt with this KMS key. Its key policy must let the consumers' task roles decrypt. Default: SQS's own key. */
  kmsKeyArn: v.optional(
    v.pipe(
      kmsKeyArnSchema,
      v.description(
        "Encrypt with this KMS key. Its key policy must let the consumers' task roles decrypt. Default: SQS's own key.",
      ),
    ),
  ),
});

const existing = v.strictObject({
  /** URL of the queue. */
  url: v.pipe(
    v.string(),
    v.regex(/^https:\/\/[^\s/]+\/\d{12}\/[A-Za-z0-9_-]{1,80}(?:\.fifo)?$/, "must be the URL of a queue"),
    v.description("URL of the queue."),
  ),
  /** ARN of the queue: consumers get permissions on it. */
  arn: v.pipe(
    v.string(),
    v.regex(/^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,80}(?:\.fifo)?$/, "must be the ARN of a queue"),
    v.description("ARN of the queue: consumers get permissions on it."),
  ),
});

/**
 * A queue that Deployer makes. Bounds:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
const fields = v.pipe(
  v.strictObject({
    /** First in, first out, each message once. Default false. Changing it replaces the queue. */
    fifo: v.optional(
      v.pipe(
        v.boolean(),
        v.description("First in, first out, each message once. Default false. Changing it replaces the queue."),
      ),
      false,
    ),
    /** For a FIFO queue: messages with the same body within five minutes are one. Default false. */
    contentBasedDeduplication: v.optional(
      v.pipe(
        v.boolean(),
        v.description("For a FIFO queue: messages with the same body within five minutes are one. Default false."),
      ),
      false,
    ),
    /** Seconds that a consumer has for a message before another one gets it. Default 30. */
    visibilityTimeoutSeconds: v.optional(
      v.pipe(
        wholeNumber(0, 43200),
        v.description("Seconds that a consumer has for a message before another one gets it. Default 30."),
      ),
      30,
    ),
    /** Seconds that a message is kept. Default 345600 (4 days). */
    messageRetentionSeconds: v.optional(
      v.pipe(wholeNumber(60, 1209600), v.description("Seconds that a message is kept. Default 345600 (4 days).")),
      345600,
    ),
    /** Seconds before a new message can be received. Default 0. */
    delaySeconds: v.optional(
      v.pipe(wholeNumber(0, 900), v.description("Seconds before a new message can be received. Default 0.")),
      0,
    ),
    /** Largest message in bytes. Default 262144 (256 KiB). */
    maxMessageSizeBytes: v.optional(
      v.pipe(wholeNumber(1024, 1048576), v.description("Largest message in bytes. Default 262144 (256 KiB).")),
      262144,
    ),
    /** Seconds that a receive call waits for a message. Default 20: long polling costs the fewest requests. */
    receiveWaitSeconds: v.optional(
      v.pipe(
        wholeNumber(0, 20),
        v.description(
          "Seconds that a receive call waits for a message. Default 20: long polling costs the fewest requests.",
        ),
      ),
      20,
    ),
    /** Where messages go that nobody could handle. */
    deadLetter: v.optional(v.pipe(deadLetterSpec, v.description("Where messages go that nobody could handle.")), {}),
    /** Encryption at rest, which is always on. */
    encryption: v.optional(v.pipe(encryptionSpec, v.description("Encryption at rest, which is always on.")), {}),
    existing: noExisting,
  }),
  v.forward(
    v.check((spec) => spec.fifo || !spec.contentBasedDeduplication, "is for FIFO queues: set `fifo: true`"),
    ["contentBasedDeduplication"],
  ),
);

/** What an SQS component may say. */
export const sqsSpec = orExisting(
  fields,
  existing,
  "A queue that Deployer uses and must not manage. Nothing is made, and no other field may stand beside it.",
);

/** What other components can take from an SQS component. */
export const sqsOutputs = v.strictObject({
  /** URL of the queue, which the SDKs ask for. */
  url: v.pipe(v.string(), v.description("URL of the queue, which the SDKs ask for.")),
  /** ARN of the queue. */
  arn: v.pipe(v.string(), v.description("ARN of the queue.")),
  /** Name of the queue. */
  name: v.pipe(v.string(), v.description("Name of the queue.")),
  /** URL of the dead-letter queue; null without one. */
  deadLetterUrl: v.nullish(v.pipe(v.string(), v.description("URL of the dead-letter queue; null without one.")), null),
  /** ARN of the dead-letter queue; null without one. */
  deadLetterArn: v.nullish(v.pipe(v.string(), v.description("ARN of the dead-letter queue; null without one.")), null),
});

export type SqsSpec = v.InferOutput<typeof sqsSpec>;
/** A queue that Deployer makes. */
export type SqsFields = v.InferOutput<typeof fields>;
export type SqsOutputs = v.InferOutput<typeof sqsOutputs>;
