import { AwsFailure } from "../account/aws-failure.ts";
import { accountId } from "../account/identifiers.ts";
import { appautoscalingArguments } from "../arguments/appautoscaling-arguments.ts";
import { type TypeRule, text } from "./type-rule.ts";

const targetType = "aws:appautoscaling/target:Target";
const policyType = "aws:appautoscaling/policy:Policy";

type Inputs = Parameters<NonNullable<TypeRule["refuseCreate"]>>[0];

const dimension = (inputs: Inputs) =>
  `${text(inputs.serviceNamespace)}/${text(inputs.resourceId)}/${text(inputs.scalableDimension)}`;

const target: TypeRule = {
  type: targetType,
  label: "Application AutoScaling Target",
  service: "Application Auto Scaling",
  calls: {
    create: "RegisterScalableTarget",
    read: "DescribeScalableTargets",
    update: "RegisterScalableTarget",
    delete: "DeregisterScalableTarget",
  },
  arguments: appautoscalingArguments[targetType],
  constraints: { minCapacity: { range: [0, 2_147_483_647] }, maxCapacity: { range: [0, 2_147_483_647] } },
  replaceOn: ["resourceId", "scalableDimension", "serviceNamespace"],
  source: "AWS::ApplicationAutoScaling::ScalableTarget: update requires replacement",
  generated: ["arn", "roleArn"],
  generate: (inputs, { ids, region }) => ({
    id: text(inputs.resourceId),
    properties: {
      arn: `arn:aws:application-autoscaling:${region}:${accountId}:scalable-target/${ids.hex(34)}`,
      roleArn: `arn:aws:iam::${accountId}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    },
  }),
  refuseCreate: refuseTarget,
  refuseUpdate: refuseTarget,
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

function refuseTarget(
  inputs: Inputs,
  context: Parameters<NonNullable<TypeRule["refuseCreate"]>>[1],
): AwsFailure | undefined {
  if (Number(inputs.minCapacity) > Number(inputs.maxCapacity)) {
    return new AwsFailure("ValidationException", "Maximum capacity cannot be less than minimum capacity");
  }
  const { region, account } = context;
  const service = /^service\/([^/]+\/[^/]+)$/.exec(text(inputs.resourceId))?.[1];
  const exists =
    !service ||
    account.find("aws:ecs/service:Service", region, "id", `arn:aws:ecs:${region}:${accountId}:service/${service}`);
  return exists
    ? undefined
    : new AwsFailure("ValidationException", `ECS service doesn't exist: ${text(inputs.resourceId)}`);
}

const policy: TypeRule = {
  type: policyType,
  label: "Application Auto Scaling Scaling Policy",
  service: "Application Auto Scaling",
  calls: {
    create: "PutScalingPolicy",
    read: "DescribeScalingPolicies",
    update: "PutScalingPolicy",
    delete: "DeleteScalingPolicy",
  },
  arguments: appautoscalingArguments[policyType],
  constraints: { policyType: { oneOf: ["StepScaling", "TargetTrackingScaling", "PredictiveScaling"] } },
  naming: { argument: "name", maxLength: 255 },
  defaults: { policyType: "StepScaling" },
  attributeDefaults: { alarmArns: [] },
  replaceOn: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
  source: "AWS::ApplicationAutoScaling::ScalingPolicy: update requires replacement",
  unique: {
    key: (inputs) => `${dimension(inputs)}/${text(inputs.name)}`,
    arguments: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
    duplicate: (inputs) =>
      new AwsFailure("ValidationException", `A scaling policy named ${text(inputs.name)} already exists.`),
  },
  generated: ["arn"],
  generate: (inputs, { ids, region }) => ({
    id: text(inputs.name),
    properties: {
      arn: `arn:aws:autoscaling:${region}:${accountId}:scalingPolicy:${ids.hex(8)}-${ids.hex(4, "a")}-${ids.hex(4, "b")}-${ids.hex(4, "c")}-${ids.hex(12, "d")}:resource/${text(inputs.serviceNamespace)}/${text(inputs.resourceId)}:policyName/${text(inputs.name)}`,
    },
  }),
  references: [
    {
      path: "resourceId",
      to: targetType,
      by: ["resourceId"],
      missing: (id) =>
        new AwsFailure(
          "ObjectNotFoundException",
          `No scalable target found for service namespace: ecs, resource ID: ${id}, scalable dimension: ecs:service:DesiredCount`,
        ),
      onDelete: "cascade",
    },
  ],
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

export const appautoscalingRules: readonly TypeRule[] = [target, policy];
