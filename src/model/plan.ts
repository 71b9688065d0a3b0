import type { Address, DeploymentId, EnvironmentName, Region, StackName } from "./address.ts";
import type { ValidComponent } from "./configuration.ts";
import type { Json } from "./json.ts";
import type { PolicyReport } from "./policy.ts";
import type { ComponentRecord, StateSnapshot } from "./state.ts";

/** What will be done to a component or a resource. */
export type Action = "CREATE" | "UPDATE" | "REPLACE" | "DELETE" | "NO_OP";

/** One property of a resource that will change. A secret is shown as `[secret]`, what is not known yet as `[unknown]`. */
export interface PropertyChange {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly forcesReplacement: boolean;
}

export interface ResourceChange {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly action: Action;
  readonly changes: readonly PropertyChange[];
}

export type RiskLevel = "LOW" | "MEDIUM" | "HIGH" | "CRITICAL";

export interface Risk {
  readonly level: RiskLevel;
  readonly reasons: readonly string[];
}

/** Monthly cost in US dollars; null where no price is known, which is never the same as zero. */
export interface ComponentCost {
  readonly monthlyUsdBefore: number | null;
  readonly monthlyUsdAfter: number | null;
}

interface ComponentPlanBase {
  readonly address: Address;
  readonly kind: string;
  readonly region: Region;
  readonly reasons: readonly string[];
  readonly resources: readonly ResourceChange[];
  readonly risk: Risk;
  readonly cost: ComponentCost;
  /** Deployment would destroy data that this component holds. */
  readonly losesData: boolean;
}

/** Each action carries just what executing it needs. */
export type ComponentPlan =
  | (ComponentPlanBase & {
      readonly action: "CREATE";
      readonly component: ValidComponent;
      readonly recorded: ComponentRecord | undefined;
    })
  | (ComponentPlanBase & {
      readonly action: "UPDATE" | "REPLACE";
      readonly component: ValidComponent;
      readonly recorded: ComponentRecord;
    })
  | (ComponentPlanBase & { readonly action: "DELETE"; readonly recorded: ComponentRecord })
  | (ComponentPlanBase & { readonly action: "NO_OP"; readonly recorded: ComponentRecord });

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly noOp: number;
}

export interface PlanCost {
  readonly monthlyUsdBefore: number | null;
  readonly monthlyUsdAfter: number | null;
  readonly monthlyUsdDelta: number | null;
  /** Addresses for which no price is known. */
  readonly unknown: readonly Address[];
  /** Day of the price table, or null where none was used. */
  readonly pricesDate: string | null;
}

export type Operation = "apply" | "destroy";

/** Stage 6: desired against recorded. */
export interface Plan {
  /** SHA-256 over what the plan would do, so that an approval can name it. */
  readonly planId: string;
  readonly operation: Operation;
  readonly stack: StackName;
  readonly environment: EnvironmentName;
  readonly region: Region;
  /** Serial of the state that the plan was made against; 0 where nothing was recorded. */
  readonly baseSerial: number;
  readonly baseState: StateSnapshot | undefined;
  /** The order in which components are worked on; a component with NO_OP is in no wave. */
  readonly waves: readonly (readonly Address[])[];
  /** Every component, in the order of the waves, those without change after them. */
  readonly components: readonly ComponentPlan[];
  readonly summary: PlanSummary;
  readonly cost: PlanCost;
  readonly risk: Risk;
  /** Components whose data would be destroyed. */
  readonly dataLoss: readonly Address[];
  readonly policies: Pick<PolicyReport, "checked" | "warnings" | "violations">;
  readonly approval: { readonly required: boolean; readonly reasons: readonly string[] };
  /** The deployment that this one continues, where an earlier one was cut off. */
  readonly interrupted: DeploymentId | undefined;
}

export const planChanges = (plan: Plan): boolean => plan.components.some((each) => each.action !== "NO_OP");

declare const approved: unique symbol;

/** Stage 7: a plan that someone with the right to do so has approved. Only `approve` makes one, and `execute` takes nothing else. */
export interface ApprovedPlan {
  readonly [approved]: true;
  readonly plan: Plan;
  readonly approvedBy: string;
  /** How consent was given. */
  readonly approvedThrough: "terminal" | "flag";
  /** Milliseconds since the epoch. */
  readonly approvedAtMs: number;
}
