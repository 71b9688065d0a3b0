import { defineKind } from "../../src/kinds/kit.ts";
import { health } from "./health.ts";
import { clusterOutputs, clusterSpec } from "./schema.ts";

export default defineKind({
  name: "Cluster",
  apiVersion: "infra.deployer.io/v1",
  version: 1,
  summary: "An ECS cluster on Fargate, where a stack's containers run.",
  holdsData: false,
  spec: clusterSpec,
  outputs: clusterOutputs,
  secretOutputs: [],
  stackSettings: { containerInsights: ["containerInsights"] },
  requires: () => [],
  consumerActions: [],
  operatorActions: [
    "ecs:CreateCluster",
    "ecs:DeleteCluster",
    "ecs:DescribeClusters",
    "ecs:PutClusterCapacityProviders",
    "ecs:TagResource",
    "ecs:UntagResource",
    "ecs:UpdateCluster",
    "ecs:UpdateClusterSettings",
    "iam:CreateServiceLinkedRole",
  ],
  healthTimeoutSeconds: 120,
  translate: () => import("./translate.ts").then((module) => module.translate),
  health,
});
