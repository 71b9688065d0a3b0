import * as v from "valibot";
import { noExisting, orExisting } from "../../schemas/existing.ts";
import { kmsKeyArnSchema } from "../../schemas/kms-key-arn.ts";
import { logRetentionSchema } from "../../schemas/log-retention.ts";
import { permissionsBoundarySchema } from "../../schemas/permissions-boundary.ts";
import { secretNameSchema } from "../../schemas/secret-name.ts";
import { uniqueBy } from "../../schemas/unique-by.ts";
import { wholeNumber } from "../../schemas/whole-number.ts";
import { engineFacts, isExactVersion, parameterFamily } from "./engine-facts.ts";
import { existingDatabase } from "./existing-database.ts";
import { storageSpec } from "./storage.ts";

const engineSpec = v.pipe(
  v.strictObject({
    /** `postgres`, `mysql` or `mariadb`. Changing it replaces the database. */
    type: v.pipe(
      v.picklist(["postgres", "mysql", "mariadb"]),
      v.description("`postgres`, `mysql` or `mariadb`. Changing it replaces the database."),
    ),
    /** Version, in quotes: exact such as `"15.4"`, or only as far as AWS may choose for you, such as `"15"`. */
    version: v.pipe(
      v.string('must be text: put the version in quotes, such as "15.4"'),
      v.regex(/^\d+(\.\d+){0,2}$/, 'must be a version, such as "15.4"'),
      v.description(
        'Version, in quotes: exact such as `"15.4"`, or only as far as AWS may choose for you, such as `"15"`.',
      ),
    ),
  }),
  v.forward(
    v.check(
      (engine) => parameterFamily(engine.type, engine.version) !== undefined,
      (issue) => `${issue.input.type} needs at least two parts, such as "8.0"`,
    ),
    ["version"],
  ),
);

const instanceSpec = v.strictObject({
  /** Instance class, such as `db.t3.medium`. Default `db.t4g.micro`. */
  class: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "must be an instance class, such as db.t3.medium"),
      v.description("Instance class, such as `db.t3.medium`. Default `db.t4g.micro`."),
    ),
    "db.t4g.micro",
  ),
  /** The disk, always encrypted. */
  storage: v.optional(v.pipe(storageSpec, v.description("The disk, always encrypted.")), {}),
  /** Keep a standby in another availability zone, which takes over by itself. Default false. */
  multiAZ: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Keep a standby in another availability zone, which takes over by itself. Default false."),
    ),
    false,
  ),
});

const databaseSpec = v.strictObject({
  /** Name of the first database. Default `app`. Changing it replaces the instance. */
  name: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, "must start with a letter and hold letters, digits and '_', at most 63"),
      v.description("Name of the first database. Default `app`. Changing it replaces the instance."),
    ),
    "app",
  ),
  /** Master user. Default `dbadmin`. Changing it replaces the instance. */
  username: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, "must start with a letter and hold letters, digits and '_'"),
      v.description("Master user. Default `dbadmin`. Changing it replaces the instance."),
    ),
    "dbadmin",
  ),
  /** Where the master password is. Default: RDS makes one, keeps it in Secrets Manager and rotates it. */
  passwordSecret: v.optional(
    v.pipe(
      v.strictObject({
        /** Name or ARN of the Secrets Manager secret, which must exist. */
        ref: v.pipe(secretNameSchema, v.description("Name or ARN of the Secrets Manager secret, which must exist.")),
        /** Key within a secret that is a JSON object. Default: the whole secret is the password. */
        key: v.optional(
          v.pipe(
            v.string(),
            v.minLength(1),
            v.description("Key within a secret that is a JSON object. Default: the whole secret is the password."),
          ),
        ),
      }),
      v.description(
        "Where the master password is. Default: RDS makes one, keeps it in Secrets Manager and rotates it.",
      ),
    ),
  ),
});

const timeOfDay = "([01]\\d|2[0-3]):[0-5]\\d";
const day = "(mon|tue|wed|thu|fri|sat|sun)";

const backupSpec = v.strictObject({
  /** Days that automated backups are kept; 0 turns them off. Default 7. */
  retentionDays: v.optional(
    v.pipe(wholeNumber(0, 35), v.description("Days that automated backups are kept; 0 turns them off. Default 7.")),
    7,
  ),
  /** Daily window in UTC, such as `03:00-04:00`. Default: AWS chooses. */
  window: v.optional(
    v.pipe(
      v.string(),
      v.regex(new RegExp(`^${timeOfDay}-${timeOfDay}$`), "must be a daily window in UTC, such as 03:00-04:00"),
      v.description("Daily window in UTC, such as `03:00-04:00`. Default: AWS chooses."),
    ),
  ),
});

const maintenanceSpec = v.strictObject({
  /** Weekly window in UTC, such as `sun:04:00-sun:05:00`. Default: AWS chooses. */
  window: v.optional(
    v.pipe(
      v.string(),
      v.toLowerCase(),
      v.regex(
        new RegExp(`^${day}:${timeOfDay}-${day}:${timeOfDay}$`),
        "must be a weekly window in UTC, such as sun:04:00-sun:05:00",
      ),
      v.description("Weekly window in UTC, such as `sun:04:00-sun:05:00`. Default: AWS chooses."),
    ),
  ),
  /**
   * Let AWS install minor versions. Default: true where `engine.version` leaves the minor version open, false where it
   * is exact.
   */
  autoMinorVersionUpgrade: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        "Let AWS install minor versions. Default: true where `engine.version` leaves the minor version open, false where it is exact.",
      ),
    ),
  ),
  /** Must be true for a change of the major version, which cannot be undone. Default false. */
  allowMajorVersionUpgrade: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Must be true for a change of the major version, which cannot be undone. Default false."),
    ),
    false,
  ),
  /**
   * Make changes when deploying, with a short downtime where AWS needs one, instead of in the maintenance window.
   * Default true.
   */
  applyImmediately: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        "Make changes when deploying, with a short downtime where AWS needs one, instead of in the maintenance window. Default true.",
      ),
    ),
    true,
  ),
});

const parameterSpec = v.strictObject({
  /** Name of the engine's parameter. */
  name: v.pipe(v.string(), v.minLength(1), v.description("Name of the engine's parameter.")),
  /** Its value, as text. */
  value: v.pipe(v.string("must be text: put the value in quotes"), v.description("Its value, as text.")),
  /** `immediate` (default), or `pending-reboot`, which AWS requires for static parameters. */
  apply: v.optional(
    v.pipe(
      v.picklist(["immediate", "pending-reboot"]),
      v.description("`immediate` (default), or `pending-reboot`, which AWS requires for static parameters."),
    ),
    "immediate",
  ),
});

const performanceInsightsSpec = v.strictObject({
  /** Whether Performance Insights is on. Default false. */
  enabled: v.optional(v.pipe(v.boolean(), v.description("Whether Performance Insights is on. Default false.")), false),
  /** Days that its data is kept. Default 7, which is free. */
  retentionDays: v.optional(
    v.pipe(
      v.picklist([7, 31, 62, 93, 186, 372, 731], "must be 7 (free), 31, 62, 93, 186, 372 or 731"),
      v.description("Days that its data is kept. Default 7, which is free."),
    ),
    7,
  ),
});

const monitoringSpec = v.strictObject({
  /** Seconds between two samples of Enhanced Monitoring; 0 (default) turns it off. */
  intervalSeconds: v.optional(
    v.pipe(
      v.picklist([0, 1, 5, 10, 15, 30, 60], "must be 0 (off), 1, 5, 10, 15, 30 or 60"),
      v.description("Seconds between two samples of Enhanced Monitoring; 0 (default) turns it off."),
    ),
    0,
  ),
  /**
   * Logs that go to CloudWatch: `postgresql`, `upgrade` for postgres; `audit`, `error`, `general`, `slowquery` for the
   * others. Default none.
   */
  logExports: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description(
        "Logs that go to CloudWatch: `postgresql`, `upgrade` for postgres; `audit`, `error`, `general`, `slowquery` for the others. Default none.",
      ),
    ),
    [],
  ),
  /** Days that exported logs are kept. Default 30. */
  logRetentionDays: v.optional(
    v.pipe(logRetentionSchema, v.description("Days that exported logs are kept. Default 30.")),
    30,
  ),
  /** Encrypt exported logs with this KMS key, whose policy must let CloudWatch Logs use it. Default: CloudWatch's own. */
  logKmsKeyArn: v.optional(
    v.pipe(
      kmsKeyArnSchema,
      v.description(
        "Encrypt exported logs with this KMS key, whose policy must let CloudWatch Logs use it. Default: CloudWatch's own.",
      ),
    ),
  ),
  /** IAM policy that bounds the role of Enhanced Monitoring. */
  permissionsBoundaryArn: v.optional(
    v.pipe(permissionsBoundarySchema, v.description("IAM policy that bounds the role of Enhanced Monitoring.")),
  ),
});

const fields = v.strictObject({
  /** Database engine. */
  engine: v.pipe(engineSpec, v.description("Database engine.")),
  /** The machine and its disk. */
  instance: v.optional(v.pipe(instanceSpec, v.description("The machine and its disk.")), {}),
  /** The first database and its master user. */
  database: v.optional(v.pipe(databaseSpec, v.description("The first database and its master user.")), {}),
  /** Automated backups. */
  backup: v.optional(v.pipe(backupSpec, v.description("Automated backups.")), {}),
  /** When and how AWS and Deployer change the instance. */
  maintenance: v.optional(
    v.pipe(maintenanceSpec, v.description("When and how AWS and Deployer change the instance.")),
    {},
  ),
  /** AWS refuses to delete the instance. Default true; Deployer turns it off only for an approved deletion. */
  deletionProtection: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        "AWS refuses to delete the instance. Default true; Deployer turns it off only for an approved deletion.",
      ),
    ),
    true,
  ),
  /** Query statistics. */
  performanceInsights: v.optional(v.pipe(performanceInsightsSpec, v.description("Query statistics.")), {}),
  /** Metrics of the machine, and logs. */
  monitoring: v.optional(v.pipe(monitoringSpec, v.description("Metrics of the machine, and logs.")), {}),
  /** Engine parameters, beside the one that forces TLS, which is always set unless it is named here. */
  parameters: v.optional(
    v.pipe(
      v.array(parameterSpec),
      uniqueBy<v.InferOutput<typeof parameterSpec>>("name"),
      v.description("Engine parameters, beside the one that forces TLS, which is always set unless it is named here."),
    ),
    [],
  ),
  existing: noExisting,
});

const checkedFields = v.pipe(
  fields,
  v.forward(
    v.check(
      ({ engine, database }) =>
        database.username.length <= engineFacts[engine.type].longestUsername &&
        !engineFacts[engine.type].reservedUsernames.some((name) => name === database.username.toLowerCase()),
      (issue) => {
        const { type } = issue.input.engine;
        const { longestUsername, reservedUsernames } = engineFacts[type];
        return `must have at most ${longestUsername} characters for ${type} and not be ${reservedUsernames.join(" or ")}`;
      },
    ),
    ["database", "username"],
  ),
  v.forward(
    v.check(
      ({ engine, maintenance }) => !maintenance.autoMinorVersionUpgrade || !isExactVersion(engine.type, engine.version),
      (issue) =>
        `would move the database off the exact version ${issue.input.engine.version}: give \`engine.version\` without the minor part, or leave this off`,
    ),
    ["maintenance", "autoMinorVersionUpgrade"],
  ),
  v.forward(
    v.check(
      ({ engine, monitoring }) =>
        monitoring.logExports.every((log) => engineFacts[engine.type].logExports.some((known) => known === log)),
      (issue) =>
        `${issue.input.engine.type} exports only ${engineFacts[issue.input.engine.type].logExports.join(", ")}`,
    ),
    ["monitoring", "logExports"],
  ),
);

/** What an RDS component may say. */
export const rdsSpec = orExisting(
  checkedFields,
  existingDatabase,
  "A database that Deployer uses and must not manage. Nothing is made, and no other field may stand beside it.",
);

/** What other components can take from an RDS component. */
export const rdsOutputs = v.strictObject({
  /** Host name of the database, without the port. */
  endpoint: v.pipe(v.string(), v.description("Host name of the database, without the port.")),
  /** The same as `endpoint`. */
  address: v.pipe(v.string(), v.description("The same as `endpoint`.")),
  /** Port of the database. */
  port: v.pipe(v.number(), v.description("Port of the database.")),
  /** Name of the first database; null where `existing` does not say. */
  databaseName: v.nullish(
    v.pipe(v.string(), v.description("Name of the first database; null where `existing` does not say.")),
    null,
  ),
  /** Master user; null where `existing` does not say. */
  username: v.nullish(v.pipe(v.string(), v.description("Master user; null where `existing` does not say.")), null),
  /** Identifier of the instance in RDS. */
  identifier: v.pipe(v.string(), v.description("Identifier of the instance in RDS.")),
  /** ARN of the instance; null where `existing` does not say. */
  arn: v.nullish(v.pipe(v.string(), v.description("ARN of the instance; null where `existing` does not say.")), null),
  /** Security group of the instance; consumers add their own rule to it. */
  securityGroupId: v.pipe(
    v.string(),
    v.description("Security group of the instance; consumers add their own rule to it."),
  ),
  /** ARN of the secret that holds the master password; null where RDS has not made it. */
  secretArn: v.nullish(
    v.pipe(
      v.string(),
      v.description("ARN of the secret that holds the master password; null where RDS has not made it."),
    ),
    null,
  ),
});

export type RdsSpec = v.InferOutput<typeof rdsSpec>;
/** A database that Deployer makes. */
export type RdsFields = v.InferOutput<typeof fields>;
export type RdsOutputs = v.InferOutput<typeof rdsOutputs>;
