import { type HealthCheck, healthy, inconclusive, unhealthy } from "../../src/kinds/kit.ts";
import type { RdsOutputs, RdsSpec } from "./schema.ts";

/**
 * Statuses in which the database takes connections while AWS works beside it; the nightly backup must not make a
 * database look sick. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html
 */
const usable = new Set([
  "available",
  "backing-up",
  "configuring-enhanced-monitoring",
  "configuring-iam-database-auth",
  "configuring-log-exports",
  "storage-config-upgrade",
  "storage-optimization",
]);

/** Statuses that do not end by waiting. */
const broken = new Set([
  "deleting",
  "failed",
  "inaccessible-encryption-credentials",
  "inaccessible-encryption-credentials-recoverable",
  "insufficient-capacity",
  "restore-error",
  "stopped",
  "stopping",
  "storage-full",
]);

export const health: HealthCheck<RdsSpec, RdsOutputs> = async ({ outputs, ask }) => {
  const instance = await ask("rds:instance", { identifier: outputs.identifier });
  if (!instance) return unhealthy(`AWS knows no database instance ${outputs.identifier}`);
  const { status } = instance;
  if (status === "available") return healthy("available");
  if (usable.has(status)) return healthy(`available, ${status}`);
  if (broken.has(status) || status.startsWith("incompatible-")) return unhealthy(`the database is ${status}`);
  return inconclusive(`the database is ${status}`);
};
