/** Arguments of these resource types, as @pulumi/aws 7.48.0 declares them; `!` marks a required one. */
export const appautoscalingArguments = {
  "aws:appautoscaling/target:Target": `
    maxCapacity!: number
    minCapacity!: number
    region: string
    resourceId!: string
    roleArn: string
    scalableDimension!: string
    serviceNamespace!: string
    suspendedState: { dynamicScalingInSuspended: boolean, dynamicScalingOutSuspended: boolean,
      scheduledScalingSuspended: boolean }
    tags: map
  `,
  "aws:appautoscaling/policy:Policy": `
    name: string
    policyType: string
    predictiveScalingPolicyConfiguration: { maxCapacityBreachBehavior: string, maxCapacityBuffer: number,
      metricSpecifications!: { customizedCapacityMetricSpecification: { metricDataQueries!: object[] },
      customizedLoadMetricSpecification: { metricDataQueries!: object[] },
      customizedScalingMetricSpecification: { metricDataQueries!: object[] },
      predefinedLoadMetricSpecification: { predefinedMetricType!: string, resourceLabel: string },
      predefinedMetricPairSpecification: { predefinedMetricType!: string, resourceLabel: string },
      predefinedScalingMetricSpecification: { predefinedMetricType!: string, resourceLabel: string },
      targetValue!: string }[], mode: string, schedulingBufferTime: number }
    region: string
    resourceId!: string
    scalableDimension!: string
    serviceNamespace!: string
    stepScalingPolicyConfiguration: { adjustmentType: string, cooldown: number, metricAggregationType: string,
      minAdjustmentMagnitude: number, stepAdjustments: { metricIntervalLowerBound: string,
      metricIntervalUpperBound: string, scalingAdjustment!: number }[] }
    targetTrackingScalingPolicyConfiguration: { customizedMetricSpecification: { dimensions: { name!: string,
      value!: string }[], metricName: string, metrics: { expression: string, id!: string, label: string,
      metricStat: object, returnData: boolean }[], namespace: string, statistic: string, unit: string },
      disableScaleIn: boolean, predefinedMetricSpecification: { predefinedMetricType!: string,
      resourceLabel: string }, scaleInCooldown: number, scaleOutCooldown: number, targetValue!: number }
  `,
} as const;
