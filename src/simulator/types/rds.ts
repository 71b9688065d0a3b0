import type { Json, JsonObject } from "../../model/json.ts";
import { AwsFailure } from "../account/aws-failure.ts";
import { accountId, endpointCode } from "../account/identifiers.ts";
import { rdsArguments } from "../arguments/rds-arguments.ts";
import { toSubnet } from "./ec2-network.ts";
import { toSecurityGroup } from "./ec2-security.ts";
import { type RefusalContext, type TypeRule, text } from "./type-rule.ts";

export const instanceType = "aws:rds/instance:Instance";
const subnetGroupType = "aws:rds/subnetGroup:SubnetGroup";
const parameterGroupType = "aws:rds/parameterGroup:ParameterGroup";

const arn = (region: string, rest: string) => `arn:aws:rds:${region}:${accountId}:${rest}`;
const engines = [
  "postgres",
  "mysql",
  "mariadb",
  "oracle-ee",
  "oracle-se2",
  "sqlserver-ee",
  "sqlserver-se",
  "sqlserver-ex",
  "sqlserver-web",
  "db2-ae",
  "db2-se",
];

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, "Port" and "MasterUserPassword" */
function defaultPort(engine: string): number {
  if (engine.startsWith("postgres")) return 5432;
  if (engine.startsWith("oracle")) return 1521;
  if (engine.startsWith("sqlserver")) return 1433;
  return engine.startsWith("db2") ? 50_000 : 3306;
}

/** The version that is running where only a major one was asked for. */
function actualVersion(properties: JsonObject): string {
  const asked = text(properties.engineVersion);
  const engine = text(properties.engine);
  if (!asked)
    return engine === "postgres" ? "17.4" : engine === "mysql" ? "8.4.4" : engine === "mariadb" ? "11.4.5" : "19.0";
  return /^\d+$/.test(asked) ? `${asked}.4` : asked;
}

function refuseInstance(inputs: JsonObject, { record }: RefusalContext): AwsFailure | undefined {
  const invalid = (message: string) => new AwsFailure("InvalidParameterValue", message);
  const password = inputs.password ?? inputs.passwordWo;
  const isCopy = [inputs.replicateSourceDb, inputs.snapshotIdentifier, inputs.restoreToPointInTime].some(
    (each) => each !== undefined,
  );
  if (!record && !isCopy) {
    if (!text(inputs.engine)) return invalid("The parameter Engine must be provided and must not be blank.");
    if (!text(inputs.username)) return invalid("The parameter MasterUsername must be provided and must not be blank.");
    if (password === undefined && inputs.manageMasterUserPassword !== true) {
      return invalid("The parameter MasterUserPassword must be provided and must not be blank.");
    }
    if (inputs.allocatedStorage === undefined)
      return invalid("Invalid storage size for engine name and storage type: null");
  }
  if (typeof password === "string" && password.length < 8) {
    return invalid("The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.");
  }
  if (typeof password === "string" && /[/@" ]/.test(password)) {
    return invalid(
      "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
    );
  }
  const shrinks = record && Number(inputs.allocatedStorage) < Number(record.properties.allocatedStorage);
  return shrinks
    ? new AwsFailure(
        "InvalidParameterCombination",
        "Invalid storage size for engine name and storage type: the allocated storage can't be reduced.",
      )
    : undefined;
}

const instance: TypeRule = {
  type: instanceType,
  label: "RDS DB Instance",
  service: "RDS",
  calls: {
    create: "CreateDBInstance",
    read: "DescribeDBInstances",
    update: "ModifyDBInstance",
    delete: "DeleteDBInstance",
  },
  arguments: rdsArguments[instanceType],
  sensitive: ["password", "passwordWo"],
  constraints: {
    identifier: {
      pattern: /^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$|^[a-z]$/,
      expected:
        "1 to 63 lowercase letters, digits and single hyphens, beginning with a letter and not ending with a hyphen",
    },
    engine: { oneOf: engines },
    instanceClass: { pattern: /^db\.[a-z0-9-]+\.[a-z0-9.-]+$/, expected: "a DB instance class such as db.t4g.micro" },
    allocatedStorage: { range: [5, 65_536] },
    backupRetentionPeriod: { range: [0, 35] },
    storageType: { oneOf: ["standard", "gp2", "gp3", "io1", "io2"] },
    port: { range: [1150, 65_535] },
    monitoringInterval: { oneOf: [0, 1, 5, 10, 15, 30, 60] },
  },
  naming: { argument: "identifier", maxLength: 63, lowerCase: true },
  defaults: {
    autoMinorVersionUpgrade: true,
    copyTagsToSnapshot: false,
    deleteAutomatedBackups: true,
    iamDatabaseAuthenticationEnabled: false,
    monitoringInterval: 0,
    performanceInsightsEnabled: false,
    publiclyAccessible: false,
    skipFinalSnapshot: false,
  },
  attributeDefaults: {
    applyImmediately: false,
    backupRetentionPeriod: 0,
    backupTarget: "region",
    backupWindow: "06:00-06:30",
    caCertIdentifier: "rds-ca-rsa2048-g1",
    databaseInsightsMode: "standard",
    deletionProtection: false,
    maintenanceWindow: "sun:08:00-sun:08:30",
    multiAz: false,
    networkType: "IPV4",
    status: "available",
    storageEncrypted: false,
    storageType: "gp2",
  },
  replaceOn: [
    "identifier",
    "identifierPrefix",
    "engine",
    "username",
    "dbName",
    "storageEncrypted",
    "kmsKeyId",
    "characterSetName",
    "ncharCharacterSetName",
    "timezone",
    "backupTarget",
    "snapshotIdentifier",
    "restoreToPointInTime",
    "s3Import",
  ],
  source:
    "AWS::RDS::DBInstance: update requires replacement; Port and DBSubnetGroupName, which aws_db_instance modifies in place, left out",
  unique: {
    key: (inputs) => text(inputs.identifier),
    arguments: ["identifier"],
    duplicate: () => new AwsFailure("DBInstanceAlreadyExists", "DB instance already exists"),
  },
  generated: ["address", "arn", "availabilityZone", "endpoint", "engineVersionActual", "hostedZoneId", "resourceId"],
  generate: (inputs, { ids, region }) => {
    const resourceId = `db-${ids.upper(26)}`;
    const properties = {
      address: `${text(inputs.identifier)}.${endpointCode(region)}.${region}.rds.amazonaws.com`,
      arn: arn(region, `db:${text(inputs.identifier)}`),
      availabilityZone: text(inputs.availabilityZone) || `${region}a`,
      // https://docs.aws.amazon.com/general/latest/gr/rds-service.html gives no list; the zone of us-east-1 instances.
      hostedZoneId: "Z2R2ITUGPM61AM",
      resourceId,
    };
    return { id: resourceId, properties };
  },
  derive: (properties) => {
    const port = properties.port ?? defaultPort(text(properties.engine));
    const version = actualVersion(properties);
    const parameterGroupName =
      properties.parameterGroupName ?? `default.${text(properties.engine)}${version.split(".")[0]}`;
    return {
      port,
      endpoint: `${text(properties.address)}:${port}`,
      engineVersionActual: version,
      engineVersion: properties.engineVersion ?? version,
      parameterGroupName,
    };
  },
  references: [
    {
      path: "dbSubnetGroupName",
      to: subnetGroupType,
      by: ["name"],
      missing: (name) => new AwsFailure("DBSubnetGroupNotFoundFault", `DB subnet group '${name}' does not exist.`, 404),
      provided: /^default$/,
      onDelete: "refuse",
    },
    {
      path: "parameterGroupName",
      to: parameterGroupType,
      by: ["name"],
      missing: (name) => new AwsFailure("DBParameterGroupNotFound", `DBParameterGroup not found: ${name}`, 404),
      provided: /^default\./,
      onDelete: "refuse",
    },
    {
      ...toSecurityGroup("vpcSecurityGroupIds[]"),
      missing: (id) => new AwsFailure("InvalidParameterValue", `Invalid security group , groupId= ${id}, groupName=.`),
    },
  ],
  refuseCreate: refuseInstance,
  refuseUpdate: refuseInstance,
  refuseDelete: (record, context) => {
    const { deletionProtection, skipFinalSnapshot } = record.properties;
    if (deletionProtection === true) {
      return new AwsFailure(
        "InvalidParameterCombination",
        "Cannot delete protected DB Instance, please disable deletion protection and try again.",
      );
    }
    const snapshot = text(record.properties.finalSnapshotIdentifier);
    if (skipFinalSnapshot === true) return undefined;
    if (!snapshot)
      return new AwsFailure(
        "InvalidParameterCombination",
        "final_snapshot_identifier is required when skip_final_snapshot is false",
      );
    return context.account.existing("snapshot", snapshot)
      ? new AwsFailure(
          "DBSnapshotAlreadyExists",
          `Cannot create the snapshot because a snapshot with the identifier ${snapshot} already exists.`,
        )
      : undefined;
  },
  retains: (record) => {
    if (record.properties.skipFinalSnapshot === true) return undefined;
    const id = text(record.properties.finalSnapshotIdentifier);
    const { engine, allocatedStorage, username, engineVersionActual } = record.properties;
    const content = {
      arn: arn(record.region, `snapshot:${id}`),
      instance: text(record.properties.identifier),
      engine: engine ?? null,
      engineVersion: engineVersionActual ?? null,
      allocatedStorage: allocatedStorage ?? null,
      username: username ?? null,
    };
    return { id, content };
  },
  usualSeconds: { create: 300, update: 60, delete: 200 },
};

const subnetGroup: TypeRule = {
  type: subnetGroupType,
  label: "RDS DB Subnet Group",
  service: "RDS",
  calls: {
    create: "CreateDBSubnetGroup",
    read: "DescribeDBSubnetGroups",
    update: "ModifyDBSubnetGroup",
    delete: "DeleteDBSubnetGroup",
  },
  arguments: rdsArguments[subnetGroupType],
  constraints: {
    name: {
      pattern: /^(?!default$)[a-z0-9._ -]{1,255}$/,
      expected: '1 to 255 lowercase letters, digits, periods, underscores and hyphens, not "default"',
    },
  },
  naming: { argument: "name", maxLength: 255, lowerCase: true },
  defaults: { description: "Managed by Pulumi" },
  attributeDefaults: { supportedNetworkTypes: ["IPV4"] },
  replaceOn: ["name", "namePrefix"],
  source: "AWS::RDS::DBSubnetGroup: update requires replacement",
  unique: {
    key: (inputs) => text(inputs.name),
    arguments: ["name"],
    duplicate: (inputs) =>
      new AwsFailure("DBSubnetGroupAlreadyExists", `The DB subnet group '${text(inputs.name)}' already exists.`),
  },
  generated: ["arn", "vpcId"],
  generate: (inputs, { region, account }) => {
    const first = Array.isArray(inputs.subnetIds) ? text((inputs.subnetIds as Json[])[0]) : "";
    const vpcId = text(
      account.find("aws:ec2/subnet:Subnet", region, "id", first)?.properties.vpcId ??
        account.existing("aws:ec2/subnet:Subnet", first)?.vpcId,
    );
    return { id: text(inputs.name), properties: { arn: arn(region, `subgrp:${text(inputs.name)}`), vpcId } };
  },
  references: [
    {
      ...toSubnet("subnetIds[]", "ignore"),
      missing: (id) => new AwsFailure("InvalidSubnet", `The subnet ID '${id}' does not exist`),
    },
  ],
  refuseCreate: refuseSubnetGroup,
  refuseUpdate: refuseSubnetGroup,
  inUse: (record, by) =>
    new AwsFailure(
      "InvalidDBSubnetGroupStateFault",
      `Cannot delete the subnet group '${record.id}' because at least one database instance: ${text(by.properties.identifier)} is still using it.`,
    ),
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

function refuseSubnetGroup(inputs: JsonObject, { account, region }: RefusalContext): AwsFailure | undefined {
  const zones = new Set<string>();
  for (const each of Array.isArray(inputs.subnetIds) ? (inputs.subnetIds as Json[]) : []) {
    const id = text(each);
    const properties =
      account.find("aws:ec2/subnet:Subnet", region, "id", id)?.properties ??
      account.existing("aws:ec2/subnet:Subnet", id);
    zones.add(text(properties?.availabilityZone) || id);
  }
  if (zones.size >= 2) return undefined;
  return new AwsFailure(
    "DBSubnetGroupDoesNotCoverEnoughAZs",
    `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${[...zones].join(", ")}. Add subnets to cover at least 2 AZs.`,
  );
}

const parameterGroup: TypeRule = {
  type: parameterGroupType,
  label: "RDS DB Parameter Group",
  service: "RDS",
  calls: {
    create: "CreateDBParameterGroup",
    read: "DescribeDBParameterGroups",
    update: "ModifyDBParameterGroup",
    delete: "DeleteDBParameterGroup",
  },
  arguments: rdsArguments[parameterGroupType],
  constraints: {
    name: {
      pattern: /^[a-z](?!.*--)[a-z0-9.-]{0,254}$/,
      expected: "1 to 255 lowercase letters, digits, periods and single hyphens, beginning with a letter",
    },
    family: {
      pattern: /^(postgres|mysql|mariadb|oracle-|sqlserver-|db2-)[a-z0-9.-]+$/,
      expected: "a DB parameter group family such as postgres17",
    },
    "parameters[].applyMethod": { oneOf: ["immediate", "pending-reboot"] },
  },
  naming: { argument: "name", maxLength: 255, lowerCase: true },
  defaults: { description: "Managed by Pulumi", skipDestroy: false },
  attributeDefaults: { parameters: [] },
  replaceOn: ["name", "namePrefix", "family", "description"],
  source: "AWS::RDS::DBParameterGroup: update requires replacement",
  unique: {
    key: (inputs) => text(inputs.name),
    arguments: ["name"],
    duplicate: (inputs) =>
      new AwsFailure("DBParameterGroupAlreadyExists", `Parameter group ${text(inputs.name)} already exists`),
  },
  generated: ["arn"],
  generate: (inputs, { region }) => ({
    id: text(inputs.name),
    properties: { arn: arn(region, `pg:${text(inputs.name)}`) },
  }),
  inUse: (record) =>
    new AwsFailure(
      "InvalidDBParameterGroupState",
      `One or more database instances are still members of this parameter group ${record.id}, so the group cannot be deleted`,
    ),
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

export const rdsRules: readonly TypeRule[] = [instance, subnetGroup, parameterGroup];
