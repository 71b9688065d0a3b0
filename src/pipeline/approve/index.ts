import { DeployerError } from "../../diagnostics/deployer-error.ts";
import type { Address } from "../../model/address.ts";
import type { ApprovedPlan, Plan } from "../../model/plan.ts";

/** Who consented and how. */
export interface Consent {
  readonly by: string;
  readonly through: "terminal" | "flag";
}

export interface ApprovalRequest {
  readonly plan: Plan;
  /** Stateful components whose data may be destroyed. */
  readonly allowDataLoss: readonly string[];
  readonly show: () => Promise<void>;
  /** Throws NOT_APPROVED or APPROVAL_REQUIRED where there is no consent. */
  readonly ask: () => Promise<Consent>;
  readonly nowMs: () => number;
}

/**
 * Stage 7. Shows the plan, refuses what no consent can allow, then asks. Throws POLICY_DENIED for violations, DATA_LOSS_NOT_ALLOWED
 * naming every component at once, and whatever `ask` throws.
 */
export async function approve(request: ApprovalRequest): Promise<ApprovedPlan> {
  const { plan } = request;
  await request.show();
  refuseViolations(plan);
  refuseDataLoss(plan, request.allowDataLoss);
  const consent = await request.ask();
  return {
    plan,
    approvedBy: consent.by,
    approvedThrough: consent.through,
    approvedAtMs: request.nowMs(),
    // The brand exists for the type system only; this is the one place that may put it on.
  } as unknown as ApprovedPlan;
}

function refuseViolations(plan: Plan): void {
  const { violations } = plan.policies;
  if (violations.length === 0) return;
  throw new DeployerError("POLICY_DENIED", {
    fault: "user",
    summary: "Policies forbid this plan.",
    detail: violations.map((each) => `${each.policy}: ${each.message}`).join(" "),
    hint: "Change the configuration until the policies agree.",
  });
}

function refuseDataLoss(plan: Plan, allowed: readonly string[]): void {
  const refused = plan.dataLoss.filter((address) => !allowed.includes(address));
  if (refused.length === 0) return;
  const flags = refused.map((address: Address) => `--allow-data-loss ${address}`).join(" ");
  throw new DeployerError("DATA_LOSS_NOT_ALLOWED", {
    fault: "user",
    summary: "This plan would destroy data.",
    detail: `It would delete or replace ${refused.join(", ")}, and the data in ${refused.length === 1 ? "it" : "them"} with ${refused.length === 1 ? "it" : "them"}.`,
    hint: `If that is meant, run the same command with ${flags}`,
  });
}
