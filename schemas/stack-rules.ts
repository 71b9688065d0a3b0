import * as v from "valibot";
import { ipv4CidrSchema } from "./ipv4-cidr.ts";
import { kmsKeyArnSchema } from "./kms-key-arn.ts";
import { logRetentionSchema } from "./log-retention.ts";
import { permissionsBoundarySchema } from "./permissions-boundary.ts";
import { wholeNumber } from "./whole-number.ts";

const key = (what: string) =>
  v.optional(
    v.pipe(kmsKeyArnSchema, v.description(`The KMS key that encrypts ${what}, where a component names no other.`)),
  );

/** `spec` of Security: what components get that say nothing else. */
export const securitySpecSchema = v.strictObject({
  permissionsBoundaryArn: v.optional(
    v.pipe(permissionsBoundarySchema, v.description("The IAM policy that bounds every role that components make.")),
  ),
  kmsKeyArns: v.optional(
    v.pipe(
      v.strictObject({ logs: key("log groups"), queues: key("queues"), databases: key("databases") }),
      v.description(
        "Keys of your own. Their policies must let AWS's services, and whoever uses the component, use them.",
      ),
    ),
  ),
  loadBalancers: v.optional(
    v.pipe(
      v.strictObject({
        allowedCidrs: v.optional(
          v.pipe(
            v.array(ipv4CidrSchema),
            v.minLength(1, "must not be empty"),
            v.description(
              "Address ranges that may connect to load balancers which name none themselves, internal ones included.",
            ),
          ),
        ),
      }),
      v.description("Who reaches load balancers."),
    ),
  ),
});

/** `spec` of Observability: what components get that say nothing else. */
export const observabilitySpecSchema = v.strictObject({
  logs: v.optional(
    v.pipe(
      v.strictObject({
        retentionDays: v.optional(v.pipe(logRetentionSchema, v.description("Days that CloudWatch keeps logs."))),
      }),
      v.description("Logs of components."),
    ),
  ),
  containerInsights: v.optional(
    v.pipe(
      v.picklist(["enabled", "enhanced", "disabled"]),
      v.description("CloudWatch Container Insights of the cluster: `enabled`, `enhanced` or `disabled`."),
    ),
  ),
});

const texts = (description: string) =>
  v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.description(description)));

/** `spec` of Compliance: what `validate` refuses. */
export const complianceSpecSchema = v.strictObject({
  requiredTags: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1))),
      v.description("Labels that every component must have, inherited ones included."),
    ),
    [],
  ),
  allowedRegions: texts("AWS regions that the stack may be deployed to."),
  allowedInstanceClasses: texts(
    "Classes of database instances, such as `db.t4g.medium`, or all of a family: `db.t4g.*`.",
  ),
  forbidPublicLoadBalancers: v.optional(
    v.pipe(v.boolean(), v.description("Whether every load balancer must be internal.")),
    false,
  ),
  minimumBackupRetentionDays: v.optional(
    v.pipe(wholeNumber(1, 35), v.description("Days that backups of databases must be kept at least.")),
  ),
  requireOwnKmsKeys: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Whether queues, databases and log groups must be encrypted with keys of your own."),
    ),
    false,
  ),
});

export type ComplianceSpec = v.InferOutput<typeof complianceSpecSchema>;

/** Where stack-wide documents say what components get that say nothing else. */
export const stackSettings = {
  permissionsBoundaryArn: { kind: "Security", path: ["spec", "permissionsBoundaryArn"] },
  logsKmsKeyArn: { kind: "Security", path: ["spec", "kmsKeyArns", "logs"] },
  queuesKmsKeyArn: { kind: "Security", path: ["spec", "kmsKeyArns", "queues"] },
  databasesKmsKeyArn: { kind: "Security", path: ["spec", "kmsKeyArns", "databases"] },
  loadBalancerCidrs: { kind: "Security", path: ["spec", "loadBalancers", "allowedCidrs"] },
  logRetentionDays: { kind: "Observability", path: ["spec", "logs", "retentionDays"] },
  containerInsights: { kind: "Observability", path: ["spec", "containerInsights"] },
} as const satisfies Record<string, { readonly kind: string; readonly path: readonly string[] }>;

export type StackSetting = keyof typeof stackSettings;
