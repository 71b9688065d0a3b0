import { type Address, foundationService, makeAddress } from "./address.ts";

/** The parts that components stand on: one of each per stack and environment, made when a component requires it. */
export const foundationParts = {
  /** VPC, subnets and routing. */
  network: { address: makeAddress(foundationService, "network"), kind: "Networking" },
  /** Where containers run. */
  cluster: { address: makeAddress(foundationService, "cluster"), kind: "Cluster" },
} as const satisfies Record<string, { readonly address: Address; readonly kind: string }>;

export type FoundationPart = keyof typeof foundationParts;
