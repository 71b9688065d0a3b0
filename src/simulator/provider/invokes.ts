import { createHash } from "node:crypto";
import type { JsonObject } from "../../model/json.ts";
import type { Account } from "../account/account.ts";
import { AwsFailure } from "../account/aws-failure.ts";
import { accountId } from "../account/identifiers.ts";
import { outsideName } from "../account/record-store.ts";
import { findSecret } from "../account/secrets.ts";
import { zoneId } from "../types/ec2-network.ts";
import { text } from "../types/type-rule.ts";

/** What a lookup answers; `secret` names the attributes that the engine must encrypt. */
export interface Lookup {
  readonly result: JsonObject;
  readonly secret?: readonly string[];
}

type Answer = (args: JsonObject, account: Account, region: string) => Lookup;

const zones = (region: string) => ["a", "b", "c"].map((letter) => `${region}${letter}`);
const hex = (value: string, length: number) => createHash("sha256").update(value).digest("hex").slice(0, length);

/** What Deployer does not manage: any id that is well formed exists, and stays as it was first answered. */
function existing(account: Account, type: string, id: string, region: string, answer: () => JsonObject): JsonObject {
  const managed = account.store.find(type, region, "id", id);
  if (managed) return { ...managed.properties, id, tags: managed.properties.tags ?? {} };
  const known = account.store.existing(type, id);
  if (known) return known;
  const made = answer();
  account.store.addExisting(id, made);
  return made;
}

function getVpc(args: JsonObject, account: Account, region: string): Lookup {
  const id = text(args.id);
  if (!/^vpc-[0-9a-f]{8,17}$/.test(id))
    throw new AwsFailure("InvalidVpcID.Malformed", `Invalid id: "${id}" (expecting "vpc-...")`);
  const result = existing(account, "aws:ec2/vpc:Vpc", id, region, () => ({
    id,
    arn: `arn:aws:ec2:${region}:${accountId}:vpc/${id}`,
    cidrBlock: "10.0.0.0/16",
    cidrBlockAssociations: [],
    default: false,
    dhcpOptionsId: `dopt-0${hex(id, 16)}`,
    enableDnsHostnames: true,
    enableDnsSupport: true,
    instanceTenancy: "default",
    mainRouteTableId: `rtb-0${hex(id, 16)}`,
    ownerId: accountId,
    state: "available",
    region,
    tags: {},
  }));
  return { result };
}

function getSubnet(args: JsonObject, account: Account, region: string): Lookup {
  const id = text(args.id);
  if (!/^subnet-[0-9a-f]{8,17}$/.test(id)) {
    throw new AwsFailure("InvalidSubnetID.Malformed", `Invalid id: "${id}" (expecting "subnet-...")`);
  }
  const result = existing(account, "aws:ec2/subnet:Subnet", id, region, () => {
    const number = Number.parseInt(hex(id, 4), 16);
    // Zones by the last digit, so that a list of consecutive ids spans several.
    const zone = zones(region)[Number.parseInt(id.slice(-1), 16) % 3] ?? `${region}a`;
    return {
      id,
      arn: `arn:aws:ec2:${region}:${accountId}:subnet/${id}`,
      availabilityZone: zone,
      availabilityZoneId: zoneId(zone),
      availableIpAddressCount: 251,
      cidrBlock: `10.${number >> 8}.${number & 255}.0/24`,
      mapPublicIpOnLaunch: false,
      ownerId: accountId,
      state: "available",
      vpcId: text(args.vpcId),
      region,
      tags: {},
    };
  });
  return { result };
}

function getSubnets(args: JsonObject, account: Account, region: string): Lookup {
  const filters = (Array.isArray(args.filters) ? args.filters : []) as { name?: string; values?: string[] }[];
  const vpcIds = new Set(filters.filter((each) => each.name === "vpc-id").flatMap((each) => each.values ?? []));
  const managed = account.store
    .list("aws:ec2/subnet:Subnet", region)
    .filter((each) => vpcIds.size === 0 || vpcIds.has(text(each.properties.vpcId)))
    .map((each) => each.id);
  if (managed.length > 0) return { result: { id: region, ids: managed, filters: args.filters ?? [], region } };
  // A network that Deployer does not manage has a subnet in each of three zones.
  const ids = [...vpcIds].flatMap((vpcId) =>
    [0, 1, 2].map((digit) => {
      const id = `subnet-0${hex(vpcId, 15)}${digit}`;
      getSubnet({ id, vpcId }, account, region);
      return id;
    }),
  );
  return { result: { id: region, ids, filters: args.filters ?? [], region } };
}

/** The same for what AWS knows by a name that is unique among its type. */
function existingByName(
  account: Account,
  type: string,
  region: string,
  by: string,
  name: string,
  answer: () => JsonObject,
): JsonObject {
  const managed = account.store.find(type, region, by, name);
  if (managed) return { ...managed.properties, tags: managed.properties.tags ?? {} };
  const known = account.store.existing(type, outsideName(type, name));
  if (known) return known;
  const made = answer();
  account.store.addExisting(outsideName(type, name), made);
  return made;
}

function getInstance(args: JsonObject, account: Account, region: string): Lookup {
  const identifier = text(args.dbInstanceIdentifier);
  const answer = () => ({
    id: identifier,
    dbInstanceIdentifier: identifier,
    dbInstanceArn: `arn:aws:rds:${region}:${accountId}:db:${identifier}`,
    address: `${identifier}.${hex(identifier, 12)}.${region}.rds.amazonaws.com`,
    region,
    tags: {},
  });
  return { result: existingByName(account, "aws:rds/instance:Instance", region, "identifier", identifier, answer) };
}

function getQueue(args: JsonObject, account: Account, region: string): Lookup {
  const name = text(args.name);
  const url = `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
  const answer = () => ({ id: url, url, name, arn: `arn:aws:sqs:${region}:${accountId}:${name}`, region, tags: {} });
  return { result: existingByName(account, "aws:sqs/queue:Queue", region, "name", name, answer) };
}

function getCluster(args: JsonObject, account: Account, region: string): Lookup {
  const name = text(args.clusterName);
  const arn = `arn:aws:ecs:${region}:${accountId}:cluster/${name}`;
  const answer = () => ({ id: arn, arn, clusterName: name, status: "ACTIVE", region, tags: {} });
  return { result: existingByName(account, "aws:ecs/cluster:Cluster", region, "name", name, answer) };
}

function getSecret(args: JsonObject, account: Account, region: string): Lookup {
  const { arn, name } = findSecret(account.folder, region, text(args.arn) || text(args.name));
  return { result: { id: arn, arn, name, description: "", kmsKeyId: "", policy: "", tags: {}, region } };
}

function getSecretVersion(args: JsonObject, account: Account, region: string): Lookup {
  const { arn, value, versionId } = findSecret(account.folder, region, text(args.secretId));
  const stage = text(args.versionStage) || "AWSCURRENT";
  const result = {
    id: `${arn}|${stage}`,
    arn,
    secretId: text(args.secretId),
    secretString: value,
    secretBinary: "",
    versionId,
    versionStage: stage,
    versionStages: ["AWSCURRENT"],
    createdDate: "2024-01-01T00:00:00Z",
    region,
  };
  return { result, secret: ["secretString", "secretBinary"] };
}

/** Lookups that the simulated account answers, by Pulumi token. */
export const invokes: Readonly<Record<string, Answer>> = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, _account, region) => ({
    result: {
      id: region,
      names: zones(region),
      zoneIds: zones(region).map(zoneId),
      groupNames: [region],
      state: args.state ?? "available",
      region,
    },
  }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    result: {
      id: accountId,
      accountId,
      arn: `arn:aws:iam::${accountId}:user/deployer-simulated`,
      userId: "AIDADEPLOYERSIMULATED",
    },
  }),
  "aws:index/getRegion:getRegion": (args, _account, region) => {
    const name = text(args.region) || text(args.name) || region;
    return { result: { id: name, name, region: name, description: name, endpoint: `ec2.${name}.amazonaws.com` } };
  },
  "aws:index/getPartition:getPartition": () => ({
    result: { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" },
  }),
  "aws:secretsmanager/getSecret:getSecret": getSecret,
  "aws:secretsmanager/getSecretVersion:getSecretVersion": getSecretVersion,
  "aws:rds/getInstance:getInstance": getInstance,
  "aws:sqs/getQueue:getQueue": getQueue,
  "aws:ecs/getCluster:getCluster": getCluster,
  "aws:ec2/getVpc:getVpc": getVpc,
  "aws:ec2/getSubnet:getSubnet": getSubnet,
  "aws:ec2/getSubnets:getSubnets": getSubnets,
};
