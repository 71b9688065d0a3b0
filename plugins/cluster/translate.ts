import { Cluster } from "@pulumi/aws/ecs/cluster";
import { ClusterCapacityProviders } from "@pulumi/aws/ecs/clusterCapacityProviders";
import type { Translate } from "../../src/kinds/kit.ts";
import type { ClusterOutputs, ClusterSpec } from "./schema.ts";

export const translate: Translate<ClusterSpec, ClusterOutputs> = async (spec, context) => {
  if (spec.existing) return spec.existing;
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
