import { formatIpv4, parseIpv4Cidr } from "../../schemas/ipv4-cidr.ts";

/** The address ranges of one availability zone. */
export interface ZoneCidrs {
  readonly private: string;
  readonly public: string;
}

/**
 * Cuts the VPC into 16 equal blocks: the first half is for private subnets, the second for public ones, so that a third
 * availability zone can be added later without moving the first two.
 */
export function subnetCidrs(vpcCidr: string, zones: number): ZoneCidrs[] {
  const vpc = parseIpv4Cidr(vpcCidr);
  if (!vpc) throw new Error(`"${vpcCidr}" is no IPv4 block`);
  const prefix = vpc.prefix + 4;
  const block = (index: number) => `${formatIpv4(vpc.address + index * 2 ** (32 - prefix))}/${prefix}`;
  return Array.from({ length: zones }, (_, zone) => ({ private: block(zone), public: block(8 + zone) }));
}
