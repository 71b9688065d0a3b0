import * as v from "valibot";
import { noExisting, orExisting } from "../../schemas/existing.ts";

const existing = v.strictObject({
  /** ARN of the cluster. */
  clusterArn: v.pipe(
    v.string(),
    v.regex(/^arn:aws[a-z-]*:ecs:[a-z0-9-]+:\d{12}:cluster\/.+$/, "must be the ARN of an ECS cluster"),
    v.description("ARN of the cluster."),
  ),
  /** Name of the cluster. */
  clusterName: v.pipe(v.string(), v.minLength(1), v.description("Name of the cluster.")),
});

const fields = v.strictObject({
  /** CloudWatch Container Insights: `enabled` (default), `enhanced` (per task and container) or `disabled`. */
  containerInsights: v.optional(
    v.pipe(
      v.picklist(["enabled", "enhanced", "disabled"]),
      v.description(
        "CloudWatch Container Insights: `enabled` (default), `enhanced` (per task and container) or `disabled`.",
      ),
    ),
    "enabled",
  ),
  existing: noExisting,
});

/** What a Cluster component may say. */
export const clusterSpec = orExisting(
  fields,
  existing,
  "A cluster that Deployer uses and must not manage. Nothing is made, and no other field may stand beside it.",
);

/** What other components can take from a Cluster. */
export const clusterOutputs = v.strictObject({
  /** ARN of the ECS cluster. */
  clusterArn: v.pipe(v.string(), v.description("ARN of the ECS cluster.")),
  /** Name of the ECS cluster. */
  clusterName: v.pipe(v.string(), v.description("Name of the ECS cluster.")),
});

export type ClusterSpec = v.InferOutput<typeof clusterSpec>;
export type ClusterOutputs = v.InferOutput<typeof clusterOutputs>;
