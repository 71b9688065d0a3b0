import * as v from "valibot";
import { noExisting, orExisting } from "../../schemas/existing.ts";
import { ipv4CidrSchema, parseIpv4Cidr } from "../../schemas/ipv4-cidr.ts";

const subnetIds = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^subnet-[0-9a-f]+$/, "must be a subnet's id, such as subnet-0abc"))),
  v.minLength(2, "must name at least two subnets: load balancers and databases need two availability zones"),
);

const existing = v.strictObject({
  /** Id of the VPC. */
  vpcId: v.pipe(
    v.string(),
    v.regex(/^vpc-[0-9a-f]+$/, "must be a VPC's id, such as vpc-0abc"),
    v.description("Id of the VPC."),
  ),
  /** Subnets for containers and databases, in at least two zones. */
  privateSubnetIds: v.pipe(subnetIds, v.description("Subnets for containers and databases, in at least two zones.")),
  /** Subnets for load balancers, in at least two zones. */
  publicSubnetIds: v.pipe(subnetIds, v.description("Subnets for load balancers, in at least two zones.")),
});

const fields = v.strictObject({
  /** The VPC. */
  vpc: v.optional(
    v.pipe(
      v.strictObject({
        /** Address range of the VPC, from /16 to /22. Default `10.0.0.0/16`. Changing it replaces the network. */
        cidr: v.optional(
          v.pipe(
            ipv4CidrSchema,
            v.check((text) => {
              const prefix = parseIpv4Cidr(text)?.prefix ?? 0;
              return prefix >= 16 && prefix <= 22;
            }, "must be between /16 (the largest that AWS allows) and /22 (below it, subnets are too small for load balancers)"),
            v.description(
              "Address range of the VPC, from /16 to /22. Default `10.0.0.0/16`. Changing it replaces the network.",
            ),
          ),
          "10.0.0.0/16",
        ),
      }),
      v.description("The VPC."),
    ),
    {},
  ),
  /** In how many availability zones the network has a public and a private subnet: 2 (default) or 3. */
  availabilityZones: v.optional(
    v.pipe(
      v.picklist([2, 3], "must be 2 or 3"),
      v.description("In how many availability zones the network has a public and a private subnet: 2 (default) or 3."),
    ),
    2,
  ),
  /**
   * NAT gateways through which private subnets reach the internet: `single` (default), `perZone` (survives the loss of
   * a zone), or `none` (containers cannot pull images then).
   */
  nat: v.optional(
    v.pipe(
      v.picklist(["single", "perZone", "none"]),
      v.description(
        "NAT gateways through which private subnets reach the internet: `single` (default), `perZone` (survives the loss of a zone), or `none` (containers cannot pull images then).",
      ),
    ),
    "single",
  ),
  /**
   * AWS services that private subnets reach through endpoints of their own instead of NAT, such as `ecr.api`, `ecr.dkr`,
   * `logs` and `secretsmanager`. Each costs something per hour and zone. Default none; S3 always has its free one.
   */
  interfaceEndpoints: v.optional(
    v.pipe(
      v.array(
        v.pipe(v.string(), v.regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/, "must be a service's name, such as ecr.api")),
      ),
      v.check((names) => new Set(names).size === names.length, "must not name a service twice"),
      v.check((names) => !names.includes("s3"), "must not name s3, which has its free gateway endpoint"),
      v.description(
        "AWS services that private subnets reach through endpoints of their own instead of NAT, such as `ecr.api`, `ecr.dkr`, `logs` and `secretsmanager`. Each costs something per hour and zone. Default none; S3 always has its free one.",
      ),
    ),
  ),
  existing: noExisting,
});

/** What a Networking component may say. */
export const networkingSpec = orExisting(
  fields,
  existing,
  "A network that Deployer uses and must not manage. Nothing is made, and no other field may stand beside it.",
);

/** What other components can take from a Networking component. */
export const networkingOutputs = v.strictObject({
  /** Id of the VPC. */
  vpcId: v.pipe(v.string(), v.description("Id of the VPC.")),
  /** Address range of the VPC. */
  vpcCidr: v.pipe(v.string(), v.description("Address range of the VPC.")),
  /** Ids of the private subnets, one per availability zone. */
  privateSubnetIds: v.pipe(
    v.array(v.string()),
    v.description("Ids of the private subnets, one per availability zone."),
  ),
  /** Ids of the public subnets, one per availability zone. */
  publicSubnetIds: v.pipe(v.array(v.string()), v.description("Ids of the public subnets, one per availability zone.")),
});

export type NetworkingSpec = v.InferOutput<typeof networkingSpec>;
/** A network that Deployer makes. */
export type NetworkingFields = v.InferOutput<typeof fields>;
export type NetworkingOutputs = v.InferOutput<typeof networkingOutputs>;
