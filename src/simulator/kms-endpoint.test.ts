import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccountFolder } from "./account/account-folder.ts";
import { KeyMaterial } from "./account/key-material.ts";
import { type KmsEndpoint, startKmsEndpoint } from "./kms/kms-endpoint.ts";

let folder: string;
let kms: KmsEndpoint;
const start = () => startKmsEndpoint(new KeyMaterial(new AccountFolder(folder)), "us-east-1");

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "simulated-kms-"));
  kms = await start();
});
afterEach(() => {
  kms.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function call(operation: string, body: unknown): Promise<{ status: number; answer: Record<string, string> }> {
  const response = await fetch(kms.url, {
    method: "POST",
    headers: { "x-amz-target": `TrentService.${operation}` },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, string> };
}

const base64 = (value: string) => Buffer.from(value).toString("base64");

test("what it encrypts it can decrypt, also after a restart, and nobody else", async () => {
  const { answer } = await call("Encrypt", { KeyId: "alias/a", Plaintext: base64("hello") });
  expect(Buffer.from(answer.CiphertextBlob ?? "", "base64").toString("latin1")).not.toContain("hello");
  kms.stop();
  kms = await start();
  const back = await call("Decrypt", { CiphertextBlob: answer.CiphertextBlob });
  expect(Buffer.from(back.answer.Plaintext ?? "", "base64").toString()).toBe("hello");
  expect(back.answer.KeyId).toBe(answer.KeyId as string);
  rmSync(folder, { recursive: true });
  expect((await call("Decrypt", { CiphertextBlob: answer.CiphertextBlob })).answer.__type).toBe(
    "InvalidCiphertextException",
  );
});

test("altered ciphertexts, other keys, other contexts and unknown calls are refused", async () => {
  const EncryptionContext = { stack: "shop" };
  const { answer } = await call("Encrypt", { KeyId: "alias/a", Plaintext: base64("hello"), EncryptionContext });
  const altered = Buffer.from(answer.CiphertextBlob ?? "", "base64");
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  const refusals: [string, unknown, string][] = [
    ["Decrypt", { CiphertextBlob: altered.toString("base64"), EncryptionContext }, "InvalidCiphertextException"],
    ["Decrypt", { CiphertextBlob: answer.CiphertextBlob }, "InvalidCiphertextException"],
    [
      "Decrypt",
      { CiphertextBlob: answer.CiphertextBlob, EncryptionContext, KeyId: "alias/b" },
      "IncorrectKeyException",
    ],
    ["Decrypt", { CiphertextBlob: "" }, "InvalidCiphertextException"],
    ["Encrypt", { KeyId: "alias/a", Plaintext: "" }, "ValidationException"],
    ["Encrypt", { Plaintext: base64("x") }, "ValidationException"],
    ["Encrypt", "{", "SerializationException"],
    ["ScheduleKeyDeletion", {}, "UnknownOperationException"],
  ];
  for (const [operation, body, type] of refusals) {
    const { status, answer: refused } = await call(operation, body);
    expect([operation, status, refused.__type]).toEqual([operation, 400, type]);
  }
});

test("it makes data keys and describes keys", async () => {
  const { answer } = await call("GenerateDataKey", { KeyId: "alias/a", KeySpec: "AES_256" });
  expect(Buffer.from(answer.Plaintext ?? "", "base64")).toHaveLength(32);
  expect((await call("Decrypt", { CiphertextBlob: answer.CiphertextBlob })).answer.Plaintext).toBe(
    answer.Plaintext as string,
  );
  const { answer: described } = await call("DescribeKey", { KeyId: "alias/a" });
  expect(described.KeyMetadata).toMatchObject({ Arn: answer.KeyId, KeyState: "Enabled" } as never);
});
