import { type HealthCheck, healthy, inconclusive, unhealthy } from "../../src/kinds/kit.ts";
import type { ClusterOutputs, ClusterSpec } from "./schema.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html */
export const health: HealthCheck<ClusterSpec, ClusterOutputs> = async ({ outputs, ask }) => {
  const cluster = await ask("ecs:cluster", { clusterArn: outputs.clusterArn });
  if (!cluster) return unhealthy(`AWS knows no ECS cluster ${outputs.clusterName}`);
  if (cluster.status === "ACTIVE") return healthy("active");
  if (cluster.status === "PROVISIONING") return inconclusive("the cluster is being provisioned");
  return unhealthy(`the cluster is ${cluster.status}`);
};
