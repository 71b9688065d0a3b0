import { type Member, parseShape } from "../arguments/shape.ts";
import { appautoscalingRules } from "./appautoscaling.ts";
import { ec2NetworkRules } from "./ec2-network.ts";
import { ec2RoutingRules } from "./ec2-routing.ts";
import { ec2SecurityRules } from "./ec2-security.ts";
import { ecsRules } from "./ecs.ts";
import { iamRules } from "./iam.ts";
import { lbRules } from "./lb.ts";
import { logsRules } from "./logs.ts";
import { rdsRules } from "./rds.ts";
import { sqsRules } from "./sqs.ts";
import type { Reference, TypeRule } from "./type-rule.ts";

const all = [
  ...ec2NetworkRules,
  ...ec2RoutingRules,
  ...ec2SecurityRules,
  ...ecsRules,
  ...logsRules,
  ...iamRules,
  ...lbRules,
  ...appautoscalingRules,
  ...rdsRules,
  ...sqsRules,
];

/** Every resource type that the simulated account knows, by Pulumi token. */
export const ruleCatalogue: ReadonlyMap<string, TypeRule> = new Map(all.map((rule) => [rule.type, rule]));

const shapes = new Map<string, ReadonlyMap<string, Member>>();

/** A type's arguments, read when first asked for. */
export function argumentsOf(rule: TypeRule): ReadonlyMap<string, Member> {
  let shape = shapes.get(rule.type);
  if (!shape) {
    shape = parseShape(rule.arguments);
    shapes.set(rule.type, shape);
  }
  return shape;
}

/** Arguments anywhere that may name a resource of this type. */
export interface Referrer {
  readonly rule: TypeRule;
  readonly reference: Reference;
}

const referrers = new Map<string, Referrer[]>();
for (const rule of all) {
  for (const reference of rule.references ?? []) {
    const list = referrers.get(reference.to);
    if (list) list.push({ rule, reference });
    else referrers.set(reference.to, [{ rule, reference }]);
  }
}

export const referrersTo = (type: string): readonly Referrer[] => referrers.get(type) ?? [];
