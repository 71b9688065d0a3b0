import { createHash, randomBytes } from "node:crypto";
import type { AccountFolder } from "./account-folder.ts";
import { accountId } from "./identifiers.ts";

export interface SimulatedSecret {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
  readonly versionId: string;
}

/**
 * Secrets Manager's secrets. One that is asked for exists: a rehearsal must not need real secrets, so its value is
 * made up at random when it is first asked for.
 */
export function findSecret(folder: AccountFolder, region: string, nameOrArn: string): SimulatedSecret {
  const name = secretName(nameOrArn);
  const place = `secrets/${region}`;
  const known = folder.read<SimulatedSecret>(place, name);
  if (known) return known;
  return folder.change(() => {
    const raced = folder.read<SimulatedSecret>(place, name);
    if (raced) return raced;
    const hash = createHash("sha256").update(`${region} ${name}`).digest();
    const secret = {
      name,
      arn: `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${suffix(hash)}`,
      value: randomBytes(18).toString("base64url"),
      versionId: versionId(hash.toString("hex")),
    };
    folder.write(place, name, secret);
    return secret;
  });
}

/** An ARN ends in a hyphen and six characters that are no part of the name (Secrets Manager user guide, "secret ARN"). */
function secretName(nameOrArn: string): string {
  const match = /^arn:aws[a-z-]*:secretsmanager:[^:]+:\d+:secret:(.+)$/.exec(nameOrArn);
  return match?.[1] ? match[1].replace(/-[A-Za-z0-9]{6}$/, "") : nameOrArn;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const suffix = (hash: Buffer): string => [...hash.subarray(0, 6)].map((byte) => alphabet[byte % 62]).join("");

const versionId = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
