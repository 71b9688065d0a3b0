import { Cluster } from "@pulumi/aws/ecs/cluster";
import { ClusterCapacityProviders } from "@pulumi/aws/ecs/clusterCapacityProviders";
import { getCluster } from "@pulumi/aws/ecs/getCluster";
import type { Translate } from "../../src/kinds/kit.ts";
import type { ClusterOutputs, ClusterSpec } from "./schema.ts";

export const translate: Translate<ClusterSpec, ClusterOutputs> = async (spec, context) => {
  if (spec.existing) {
    // A cluster that is not there fails here, before anything is placed on it.
    await getCluster({ clusterName: spec.existing.clusterName });
    return spec.existing;
  }
  const cluster = new Cluster("cluster", {
    name: context.physicalName({ maxLength: 255 }),
    settings: [{ name: "containerInsights", value: spec.containerInsights }],
    tags: { ...context.tags("cluster") },
  });
  new ClusterCapacityProviders("capacity-providers", {
    clusterName: cluster.name,
    capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
  });
  return { clusterArn: cluster.arn, clusterName: cluster.name };
};
