import type { ComponentPlan, Plan, PropertyChange } from "../../model/plan.ts";
import type { PolicyFinding } from "../../model/policy.ts";

/** A plan as `--json` prints it. */
export const planJson = (plan: Plan): unknown => ({
  planId: plan.planId,
  stack: plan.stack,
  environment: plan.environment,
  baseSerial: plan.baseSerial,
  waves: plan.waves,
  components: plan.components.map(componentJson),
  summary: {
    create: plan.summary.create,
    update: plan.summary.update,
    replace: plan.summary.replace,
    delete: plan.summary.delete,
    noOp: plan.summary.noOp,
  },
  cost: {
    monthlyUsdBefore: plan.cost.monthlyUsdBefore,
    monthlyUsdAfter: plan.cost.monthlyUsdAfter,
    monthlyUsdDelta: plan.cost.monthlyUsdDelta,
    unknown: plan.cost.unknown,
    pricesDate: plan.cost.pricesDate,
  },
  risk: { level: plan.risk.level, reasons: plan.risk.reasons },
  dataLoss: plan.dataLoss,
  policies: {
    checked: plan.policies.checked,
    warnings: plan.policies.warnings.map(findingJson),
    violations: plan.policies.violations.map(findingJson),
  },
  approval: { required: plan.approval.required, reasons: plan.approval.reasons },
});

const componentJson = (component: ComponentPlan): unknown => ({
  address: component.address,
  kind: component.kind,
  region: component.region,
  action: component.action,
  reasons: component.reasons,
  resources: component.resources.map((resource) => ({
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    action: resource.action,
    changes: resource.changes.map(changeJson),
  })),
  risk: { level: component.risk.level, reasons: component.risk.reasons },
  cost: {
    monthlyUsdBefore: component.cost.monthlyUsdBefore,
    monthlyUsdAfter: component.cost.monthlyUsdAfter,
  },
});

const changeJson = (change: PropertyChange): unknown => ({
  path: change.path,
  before: change.before ?? null,
  after: change.after ?? null,
  forcesReplacement: change.forcesReplacement,
});

const findingJson = (finding: PolicyFinding): unknown => ({
  policy: finding.policy,
  message: finding.message,
  address: finding.address ?? null,
});
