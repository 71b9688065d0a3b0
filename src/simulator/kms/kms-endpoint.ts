import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { accountId, requestId } from "../account/identifiers.ts";
import type { KeyMaterial } from "../account/key-material.ts";

export interface KmsEndpoint {
  readonly url: string;
  stop(): void;
}

type Body = Readonly<Record<string, unknown>>;

/** KMS refuses a call. */
class KmsFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Answers what secrets providers ask of KMS, on a free port of 127.0.0.1: Encrypt, Decrypt, GenerateDataKey and
 * DescribeKey. Any key that is asked for exists; what one key encrypted no other can decrypt.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html
 */
export async function startKmsEndpoint(keys: KeyMaterial, region: string): Promise<KmsEndpoint> {
  const server = createServer((request, response) => {
    void respond(request, keys, region).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, stop: () => stopServer(server) };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function stopServer(server: Server): void {
  server.close();
  server.closeAllConnections();
}

async function respond(
  request: IncomingMessage,
  keys: KeyMaterial,
  region: string,
): Promise<{ status: number; body: Body }> {
  try {
    const target = String(request.headers["x-amz-target"] ?? "");
    const body = JSON.parse((await readBody(request)) || "{}") as Body;
    const operation = operations[target.replace("TrentService.", "")];
    if (!operation)
      throw new KmsFailure("UnknownOperationException", `The simulated account does not answer ${target}.`);
    return { status: 200, body: operation(body, keys, region) };
  } catch (error) {
    if (error instanceof KmsFailure) return { status: 400, body: { __type: error.code, message: error.message } };
    return {
      status: 400,
      body: { __type: "SerializationException", message: "The request is not one that KMS understands." },
    };
  }
}

const maxBodyBytes = 1_048_576;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new KmsFailure("ValidationException", "The request is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const operations: Readonly<Record<string, (body: Body, keys: KeyMaterial, region: string) => Body>> = {
  Encrypt: (body, keys, region) => {
    const arn = keyArn(body.KeyId, region);
    const plaintext = bytes(body.Plaintext, "plaintext");
    // https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html#KMS-Encrypt-request-Plaintext
    if (plaintext.length < 1 || plaintext.length > 4096) {
      throw new KmsFailure(
        "ValidationException",
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
      );
    }
    return {
      CiphertextBlob: encrypt(plaintext, arn, context(body), keys),
      KeyId: arn,
      EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
    };
  },
  Decrypt: (body, keys, region) => {
    const { arn, plaintext } = decrypt(bytes(body.CiphertextBlob, "ciphertextBlob"), context(body), keys);
    if (body.KeyId !== undefined && keyArn(body.KeyId, region) !== arn) {
      throw new KmsFailure(
        "IncorrectKeyException",
        "The key ID in the request does not identify a CMK that can perform this operation.",
      );
    }
    return { Plaintext: plaintext.toString("base64"), KeyId: arn, EncryptionAlgorithm: "SYMMETRIC_DEFAULT" };
  },
  GenerateDataKey: (body, keys, region) => {
    const arn = keyArn(body.KeyId, region);
    const key = randomBytes(
      typeof body.NumberOfBytes === "number" ? body.NumberOfBytes : body.KeySpec === "AES_128" ? 16 : 32,
    );
    return { CiphertextBlob: encrypt(key, arn, context(body), keys), Plaintext: key.toString("base64"), KeyId: arn };
  },
  DescribeKey: (body, _keys, region) => {
    const arn = keyArn(body.KeyId, region);
    const metadata = {
      AWSAccountId: accountId,
      Arn: arn,
      KeyId: arn.slice(arn.lastIndexOf("/") + 1),
      Enabled: true,
      KeyState: "Enabled",
      KeyUsage: "ENCRYPT_DECRYPT",
      KeySpec: "SYMMETRIC_DEFAULT",
      KeyManager: "CUSTOMER",
      Origin: "AWS_KMS",
    };
    return { KeyMetadata: metadata };
  },
};

/** The ARN that an id, alias or ARN stands for, the same every time. */
function keyArn(keyId: unknown, region: string): string {
  if (typeof keyId !== "string" || keyId === "")
    throw new KmsFailure(
      "ValidationException",
      "Value null at 'keyId' failed to satisfy constraint: Member must not be null",
    );
  if (/^arn:aws[a-z-]*:kms:[^:]+:\d{12}:key\/.+$/.test(keyId)) return keyId;
  const alias = keyId.replace(/^arn:aws[a-z-]*:kms:[^:]+:\d{12}:/, "");
  return `arn:aws:kms:${region}:${accountId}:key/${alias.startsWith("alias/") ? requestId(`kms ${alias}`) : alias}`;
}

const bytes = (value: unknown, name: string): Buffer => {
  if (typeof value === "string") return Buffer.from(value, "base64");
  throw new KmsFailure(
    "ValidationException",
    `Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );
};

/** Text over an encryption context, which a ciphertext is bound to. */
function context(body: Body): string {
  const given = body.EncryptionContext;
  if (typeof given !== "object" || given === null) return "";
  return JSON.stringify(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const keyBytes = (arn: string, keys: KeyMaterial): Buffer =>
  createHash("sha256").update(keys.key("kms")).update(arn).digest();

/** Length of the key's ARN, the ARN, nonce, tag, and the AES-256-GCM ciphertext. */
function encrypt(plaintext: Buffer, arn: string, bound: string, keys: KeyMaterial): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyBytes(arn, keys), nonce).setAAD(Buffer.from(`${arn}${bound}`));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from([arn.length]), Buffer.from(arn), nonce, cipher.getAuthTag(), sealed]).toString(
    "base64",
  );
}

function decrypt(blob: Buffer, bound: string, keys: KeyMaterial): { arn: string; plaintext: Buffer } {
  try {
    const end = 1 + (blob[0] ?? 0);
    const arn = blob.subarray(1, end).toString("utf8");
    const decipher = createDecipheriv("aes-256-gcm", keyBytes(arn, keys), blob.subarray(end, end + 12));
    decipher.setAAD(Buffer.from(`${arn}${bound}`)).setAuthTag(blob.subarray(end + 12, end + 28));
    return { arn, plaintext: Buffer.concat([decipher.update(blob.subarray(end + 28)), decipher.final()]) };
  } catch {
    throw new KmsFailure("InvalidCiphertextException", "The ciphertext is not one of this key, or it was altered.");
  }
}
