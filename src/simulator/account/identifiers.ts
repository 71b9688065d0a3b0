import { createHash } from "node:crypto";

/** The simulated account's number: the one that AWS uses in its documentation. */
export const accountId = "123456789012";

/** What a generated id is derived from, so that the same deployment always gets the same ids. */
export interface Identity {
  readonly type: string;
  readonly region: string;
  readonly stack: string;
  readonly environment: string;
  readonly component: string;
  readonly name: string;
}

/** Text that names an identity: what its generations are counted by. */
export const identityText = (identity: Identity): string =>
  [identity.type, identity.region, identity.stack, identity.environment, identity.component, identity.name].join(" ");

/** A source of id parts for one resource: equal identities and generations give equal parts. */
export class IdSource {
  readonly #seed: string;

  constructor(
    identity: Identity,
    readonly generation: number,
  ) {
    this.#seed = `${identityText(identity)} ${generation}`;
  }

  /** Hexadecimal digits; `purpose` tells several parts of one resource apart. */
  hex(length: number, purpose = "id"): string {
    return createHash("sha256").update(`${this.#seed} ${purpose}`).digest("hex").slice(0, length);
  }

  digits(length: number, purpose = "id"): string {
    return BigInt(`0x${this.hex(24, purpose)}`)
      .toString()
      .slice(-length)
      .padStart(length, "1");
  }

  /** Upper-case letters and digits, as in `db-ABCDEFGHIJKLMNOPQRSTUVWXYZ`. */
  upper(length: number, purpose = "id"): string {
    return BigInt(`0x${this.hex(48, purpose)}`)
      .toString(36)
      .toUpperCase()
      .slice(0, length);
  }
}

/** A request id as AWS's answers carry it, the same for the same call. */
export function requestId(call: string): string {
  const hex = createHash("sha256").update(call).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** Six characters that stand for the account in RDS endpoints, the same for every instance of a region. */
export const endpointCode = (region: string): string =>
  `c${createHash("sha256").update(`endpoint ${region} ${accountId}`).digest("hex").slice(0, 5)}`;
