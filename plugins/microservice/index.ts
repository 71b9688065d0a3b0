import { defineKind } from "../../src/kinds/kit.ts";
import { health } from "./health.ts";
import { operatorActions } from "./operator-actions.ts";
import { microServiceOutputs, microServiceSpec } from "./schema.ts";

export default defineKind({
  name: "MicroService",
  apiVersion: "components.deployer.io/v1",
  version: 1,
  summary: "Containers that answer requests, on ECS with Fargate.",
  revisionResources: ["aws:ecs/taskDefinition:TaskDefinition"],
  holdsData: false,
  spec: microServiceSpec,
  outputs: microServiceOutputs,
  secretOutputs: [],
  absentOutputs: ({ networking }) => (networking.loadBalancer.enabled ? [] : ["url", "targetGroupArn"]),
  stackSettings: {
    permissionsBoundaryArn: ["security", "permissionsBoundaryArn"],
    logsKmsKeyArn: ["logging", "kmsKeyArn"],
    logRetentionDays: ["logging", "retentionDays"],
    loadBalancerCidrs: ["networking", "loadBalancer", "allowedCidrs"],
  },
  complianceFacts: ({ networking: { loadBalancer }, logging }) => ({
    publicLoadBalancer: {
      value: loadBalancer.enabled && !loadBalancer.internal,
      path: ["networking", "loadBalancer", loadBalancer.internal ? "internal" : "enabled"],
    },
    encryption: [{ value: logging.kmsKeyArn, path: ["logging", "kmsKeyArn"] }],
  }),
  requires: () => ["network", "cluster"],
  // Who refers to a service reaches it over the network; there is nothing that IAM would have to allow.
  consumerActions: [],
  operatorActions,
  healthTimeoutSeconds: 1200,
  translate: () => import("./translate.ts").then((module) => module.translate),
  health,
});
