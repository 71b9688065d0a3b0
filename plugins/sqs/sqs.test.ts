import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import * as v from "valibot";
import { answerCloud } from "../../test/kinds/answer-cloud.ts";
import { expectGolden } from "../../test/kinds/golden.ts";
import { readmeExamples } from "../../test/kinds/readme-examples.ts";
import { recordTranslation } from "../../test/kinds/record-translation.ts";
import { specIssues } from "../../test/kinds/spec-issues.ts";
import kind from "./index.ts";
import { sqsSpec } from "./schema.ts";

const address = "notification-service/queue";

const existing = {
  url: "https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
  arn: "arn:aws:sqs:us-east-1:123456789012:jobs",
};

describe("SQS accepts", () => {
  const cases: Record<string, unknown> = {
    "an empty spec": {},
    "a FIFO queue": { fifo: true, contentBasedDeduplication: true },
    "no dead-letter queue": { deadLetter: { enabled: false } },
    "an existing queue": { existing },
    "a KMS key": { encryption: { kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1b2c" } },
    "AWS's largest values": { visibilityTimeoutSeconds: 43200, maxMessageSizeBytes: 1048576, delaySeconds: 900 },
  };
  for (const [name, spec] of Object.entries(cases)) test(name, () => expect(specIssues(kind, spec)).toEqual([]));

  test("and fills in every default", () => {
    expect(v.parse(sqsSpec, {})).toEqual({
      fifo: false,
      contentBasedDeduplication: false,
      visibilityTimeoutSeconds: 30,
      messageRetentionSeconds: 345600,
      delaySeconds: 0,
      maxMessageSizeBytes: 262144,
      receiveWaitSeconds: 20,
      deadLetter: { enabled: true, maxReceives: 5, retentionSeconds: 1209600 },
      encryption: {},
    });
  });
});

describe("SQS rejects", () => {
  const cases: [string, unknown, string][] = [
    ["an unknown field", { visibilityTimeout: 30 }, "visibilityTimeout"],
    ["an unknown field inside", { deadLetter: { maxReceive: 3 } }, "deadLetter.maxReceive"],
    ["a text for a number", { delaySeconds: "5" }, "delaySeconds"],
    ["a fraction", { delaySeconds: 1.5 }, "delaySeconds"],
    ["more than AWS allows", { receiveWaitSeconds: 21 }, "receiveWaitSeconds"],
    ["less than AWS allows", { messageRetentionSeconds: 59 }, "messageRetentionSeconds"],
    ["deduplication without FIFO", { contentBasedDeduplication: true }, "contentBasedDeduplication"],
    ["an existing queue beside something else", { existing, delaySeconds: 1 }, "existing"],
    ["an existing queue without its ARN", { existing: { url: existing.url } }, "existing.arn"],
    ["an alias for a key", { encryption: { kmsKeyArn: "alias/mine" } }, "encryption.kmsKeyArn"],
  ];
  for (const [name, spec, path] of cases) {
    test(name, () => {
      const issues = specIssues(kind, spec);
      expect(issues).toHaveLength(1);
      expect(issues[0]).toStartWith(`${path}: `);
    });
  }
});

describe("SQS translates", () => {
  test("an existing queue into no resource at all", async () => {
    expect(await recordTranslation(kind, { spec: { existing }, address })).toEqual({
      resources: [],
      outputs: { ...existing, name: "jobs", deadLetterUrl: null, deadLetterArn: null },
    });
    const spec = v.parse(sqsSpec, { existing });
    expect(kind.absentOutputs?.(spec)).toEqual(["deadLetterUrl", "deadLetterArn"]);
    expect(kind.absentOutputs?.(v.parse(sqsSpec, {}))).toEqual([]);
  });
  const examples: Record<string, unknown> = {
    default: {},
    "fifo-kms": { fifo: true, encryption: { kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1b2c" } },
    "without-dead-letter": { deadLetter: { enabled: false } },
  };
  for (const [name, spec] of Object.entries(examples)) {
    test(name, async () => {
      const translation = await recordTranslation(kind, { spec, address });
      await expectGolden(join(import.meta.dir, "golden", `${name}.json`), translation);
      expect(v.is(kind.outputs, translation.outputs)).toBe(true);
    });
  }

  test("a name that AWS allows, however long the component's is", async () => {
    const long = "a-service-with-a-very-long-name-indeed/a-queue-with-a-name-that-is-just-as-long";
    const { resources } = await recordTranslation(kind, { spec: { fifo: true }, address: long });
    const names = resources
      .filter((each) => each.type === "aws:sqs/queue:Queue")
      .map((each) => String(each.inputs.name));
    expect(names).toHaveLength(2);
    expect(new Set(names).size).toBe(2);
    for (const each of names) expect(each).toMatch(/^[A-Za-z0-9-]{1,75}\.fifo$/);
  });
});

describe("SQS is", () => {
  const spec = v.parse(sqsSpec, {});
  const outputs = { url: "https://queue", arn: "arn", name: "queue", deadLetterUrl: null, deadLetterArn: null };
  test("healthy where the queue exists", async () => {
    const ask = answerCloud({ "sqs:queue": { arn: "arn", approximateMessages: 0 } });
    expect(await kind.health({ spec, outputs, ask })).toEqual({ result: "healthy", detail: "active" });
  });
  test("unhealthy where AWS knows none", async () => {
    expect((await kind.health({ spec, outputs, ask: answerCloud({}) })).result).toBe("unhealthy");
  });
});

test("SQS accepts every example of its README", () => {
  const examples = readmeExamples(import.meta.dir);
  expect(examples.length).toBeGreaterThan(1);
  expect(examples.map((spec) => specIssues(kind, spec))).toEqual(examples.map(() => []));
});
