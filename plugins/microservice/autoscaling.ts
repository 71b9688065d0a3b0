import { Policy } from "@pulumi/aws/appautoscaling/policy";
import { Target } from "@pulumi/aws/appautoscaling/target";
import type { Service } from "@pulumi/aws/ecs/service";
import * as pulumi from "@pulumi/pulumi";
import type { TranslateContext } from "../../src/kinds/kit.ts";
import type { MicroServiceSpec } from "./schema.ts";

/** Target tracking: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html */
export function makeAutoscaling(spec: MicroServiceSpec, context: TranslateContext, service: Service): void {
  const { minReplicas, maxReplicas, targetCpuPercent, targetMemoryPercent } = spec.scaling.autoscaling;
  const target = new Target("autoscaling", {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: pulumi.interpolate`service/${context.foundation<string>("cluster", "clusterName")}/${service.name}`,
    minCapacity: minReplicas,
    maxCapacity: maxReplicas,
    tags: { ...context.tags("autoscaling") },
  });
  const track = (measure: "cpu" | "memory", metric: string, percent: number) =>
    new Policy(`${measure}-policy`, {
      name: context.physicalName({ maxLength: 255, suffix: measure }),
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: percent,
        // Out at once, in slowly: too few tasks hurt users, too many cost a few minutes.
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
        predefinedMetricSpecification: { predefinedMetricType: metric },
      },
    });
  track("cpu", "ECSServiceAverageCPUUtilization", targetCpuPercent);
  if (targetMemoryPercent !== undefined) track("memory", "ECSServiceAverageMemoryUtilization", targetMemoryPercent);
}
