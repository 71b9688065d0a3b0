import * as v from "valibot";

const pattern = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** An IPv4 block as numbers; undefined where the text is none. */
export function parseIpv4Cidr(text: string): { readonly address: number; readonly prefix: number } | undefined {
  const parts = pattern.exec(text)?.slice(1).map(Number);
  const prefix = parts?.pop();
  if (!parts || prefix === undefined || prefix > 32 || parts.some((part) => part > 255)) return undefined;
  return { address: parts.reduce((whole, part) => whole * 256 + part, 0), prefix };
}

export const formatIpv4 = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");

const isBlock = (text: string): boolean => {
  const cidr = parseIpv4Cidr(text);
  return cidr !== undefined && cidr.address % 2 ** (32 - cidr.prefix) === 0;
};

/** An IPv4 block such as `10.0.0.0/16`, whose address is the block's first: AWS refuses others in some calls and alters them in others. */
export const ipv4CidrSchema = v.pipe(
  v.string(),
  v.check(isBlock, "must be an IPv4 block that starts at its first address, such as 10.0.0.0/16"),
);
