import * as v from "valibot";
import { wholeNumber } from "../../schemas/whole-number.ts";

const secretArn = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/;

/** A database instance that Deployer uses and must not manage, as its outputs will say. */
export const existingDatabase = v.strictObject({
  /** Identifier of the instance in RDS, by which its health is asked. */
  identifier: v.pipe(
    v.string(),
    v.regex(/^[a-zA-Z][a-zA-Z0-9-]{0,62}$/, "must be the identifier of a database instance"),
    v.description("Identifier of the instance in RDS, by which its health is asked."),
  ),
  /** Host name, without the port. */
  endpoint: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9.-]+$/, "must be a host name without a port"),
    v.description("Host name, without the port."),
  ),
  /** Port that it listens on. */
  port: v.pipe(wholeNumber(1, 65535), v.description("Port that it listens on.")),
  /** Its security group; each consumer adds a rule of its own to it. */
  securityGroupId: v.pipe(
    v.string(),
    v.regex(/^sg-[0-9a-f]+$/, "must be a security group's id, such as sg-0abc"),
    v.description("Its security group; each consumer adds a rule of its own to it."),
  ),
  /** Name of the database in it. */
  databaseName: v.optional(v.pipe(v.string(), v.minLength(1), v.description("Name of the database in it."))),
  /** User that consumers connect as. */
  username: v.optional(v.pipe(v.string(), v.minLength(1), v.description("User that consumers connect as."))),
  /** ARN of the instance. */
  arn: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:db:.+$/, "must be the ARN of a database instance"),
      v.description("ARN of the instance."),
    ),
  ),
  /** ARN of the secret that holds the password. */
  secretArn: v.optional(
    v.pipe(
      v.string(),
      v.regex(secretArn, "must be the ARN of a Secrets Manager secret"),
      v.description("ARN of the secret that holds the password."),
    ),
  ),
});
