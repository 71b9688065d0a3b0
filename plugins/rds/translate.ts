import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import { getInstance } from "@pulumi/aws/rds/getInstance";
import { Instance } from "@pulumi/aws/rds/instance";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup";
import type { Resource } from "@pulumi/pulumi";
import { partitionOf } from "../../schemas/aws-partition.ts";
import type { Translate, TranslateContext } from "../../src/kinds/kit.ts";
import { engineFacts, isExactVersion, parameterFamily } from "./engine-facts.ts";
import { masterCredentials } from "./master-credentials.ts";
import type { RdsFields, RdsOutputs, RdsSpec } from "./schema.ts";

export const translate: Translate<RdsSpec, RdsOutputs> = async (spec, context) => {
  if (spec.existing) {
    // A database that is not there fails here, before anything is told to use it.
    await getInstance({ dbInstanceIdentifier: spec.existing.identifier });
    const { databaseName = null, username = null, arn = null, secretArn = null, ...known } = spec.existing;
    return { ...known, address: known.endpoint, databaseName, username, arn, secretArn };
  }
  const identifier = context.physicalName({ maxLength: 63 });
  const securityGroup = makeSecurityGroup(context);
  const subnetGroup = new SubnetGroup("subnet-group", {
    name: context.physicalName({ maxLength: 255 }),
    description: `Private subnets for ${context.address}`,
    subnetIds: context.foundation<string[]>("network", "privateSubnetIds"),
    tags: { ...context.tags("subnet-group") },
  });
  const parameterGroup = makeParameterGroup(spec, context);
  const monitoring = makeMonitoring(spec, context, identifier);
  const credentials = await masterCredentials(spec);
  const instance = new Instance(
    "instance",
    {
      identifier,
      ...machineArguments(spec),
      dbName: spec.database.name,
      username: spec.database.username,
      ...credentials.arguments,
      port: engineFacts[spec.engine.type].port,
      dbSubnetGroupName: subnetGroup.name,
      vpcSecurityGroupIds: [securityGroup.id],
      parameterGroupName: parameterGroup.name,
      publiclyAccessible: false,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      ...upkeepArguments(spec),
      ...monitoring.arguments,
      deletionProtection: spec.deletionProtection && !context.retiring,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: context.physicalName({
        maxLength: 255,
        // AWS refuses a second snapshot of one name, and a database may be made and deleted more than once.
        suffix: context.retiring ? `final-${context.retiring.label}` : "final",
      }),
      tags: { ...context.tags("instance") },
    },
    {
      protect: !context.retiring,
      // Two instances cannot share the identifier, so a replacement (which needs approval) removes the old one first.
      deleteBeforeReplace: true,
      dependsOn: monitoring.before,
    },
  );
  return {
    endpoint: instance.address,
    address: instance.address,
    port: instance.port,
    databaseName: spec.database.name,
    username: spec.database.username,
    identifier: instance.identifier,
    arn: instance.arn,
    securityGroupId: securityGroup.id,
    secretArn: credentials.secretArn(instance),
  };
};

/** No rule of its own: whoever refers to the database adds one for itself, and the database calls nobody. */
function makeSecurityGroup(context: TranslateContext): SecurityGroup {
  return new SecurityGroup("security-group", {
    name: context.physicalName({ maxLength: 255 }),
    description: `Database ${context.address}`,
    vpcId: context.foundation<string>("network", "vpcId"),
    tags: { ...context.tags("security-group") },
  });
}

function makeParameterGroup(spec: RdsFields, context: TranslateContext): ParameterGroup {
  const { type, version } = spec.engine;
  const family = parameterFamily(type, version);
  if (family === undefined) throw new Error(`engine.version: "${version}" does not name a parameter group family`);
  const { forceTls } = engineFacts[type];
  const chosen = spec.parameters.map(({ name, value, apply }) => ({ name, value, applyMethod: apply }));
  const parameters = chosen.some((parameter) => parameter.name === forceTls)
    ? chosen
    : [{ name: forceTls, value: "1", applyMethod: "immediate" }, ...chosen];
  return new ParameterGroup("parameter-group", {
    // A change of family replaces the group while the old one is in use: the name must differ.
    name: context.physicalName({ maxLength: 255, suffix: family.replaceAll(".", "-") }),
    family,
    description: `Parameters of ${context.address}`,
    parameters,
    tags: { ...context.tags("parameter-group") },
  });
}

function machineArguments({ engine, instance }: RdsFields) {
  const { storage } = instance;
  return {
    engine: engine.type,
    engineVersion: engine.version,
    instanceClass: instance.class,
    multiAz: instance.multiAZ,
    storageType: storage.type,
    allocatedStorage: storage.allocatedGB,
    ...(storage.maxAllocatedGB !== undefined && { maxAllocatedStorage: storage.maxAllocatedGB }),
    ...(storage.iops !== undefined && { iops: storage.iops }),
    storageEncrypted: true,
    ...(storage.kmsKeyArn !== undefined && { kmsKeyId: storage.kmsKeyArn }),
  };
}

function upkeepArguments({ engine, backup, maintenance, performanceInsights }: RdsFields) {
  return {
    backupRetentionPeriod: backup.retentionDays,
    ...(backup.window !== undefined && { backupWindow: backup.window }),
    copyTagsToSnapshot: true,
    ...(maintenance.window !== undefined && { maintenanceWindow: maintenance.window }),
    autoMinorVersionUpgrade: maintenance.autoMinorVersionUpgrade ?? !isExactVersion(engine.type, engine.version),
    allowMajorVersionUpgrade: maintenance.allowMajorVersionUpgrade,
    applyImmediately: maintenance.applyImmediately,
    performanceInsightsEnabled: performanceInsights.enabled,
    ...(performanceInsights.enabled && { performanceInsightsRetentionPeriod: performanceInsights.retentionDays }),
  };
}

function makeMonitoring({ monitoring }: RdsFields, context: TranslateContext, identifier: string) {
  const before: Resource[] = monitoring.logExports.map((log) => {
    const name = `log-${log}`;
    // Made ahead of RDS, which would make it without a retention and leave it behind.
    return new LogGroup(name, {
      name: `/aws/rds/instance/${identifier}/${log}`,
      retentionInDays: monitoring.logRetentionDays,
      ...(monitoring.logKmsKeyArn !== undefined && { kmsKeyId: monitoring.logKmsKeyArn }),
      tags: { ...context.tags(name) },
    });
  });
  const exports = monitoring.logExports.length > 0 && { enabledCloudwatchLogsExports: monitoring.logExports };
  if (monitoring.intervalSeconds === 0) return { arguments: { ...exports }, before };
  const role = new Role("monitoring-role", {
    // IAM is global: the region keeps components of two regions apart.
    name: context.physicalName({ maxLength: 64, suffix: `${context.region}-monitoring` }),
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "monitoring.rds.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    }),
    ...(monitoring.permissionsBoundaryArn !== undefined && { permissionsBoundary: monitoring.permissionsBoundaryArn }),
    tags: { ...context.tags("monitoring-role") },
  });
  before.push(
    new RolePolicyAttachment("monitoring-policy", {
      role: role.name,
      policyArn: `arn:${partitionOf(context.region)}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    }),
  );
  return {
    arguments: { ...exports, monitoringInterval: monitoring.intervalSeconds, monitoringRoleArn: role.arn },
    before,
  };
}
