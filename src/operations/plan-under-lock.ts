import { DeployerError } from "../diagnostics/deployer-error.ts";
import type { ApprovedPlan, ComponentPlan, Plan } from "../model/plan.ts";
import type { Consent } from "../pipeline/approve/index.ts";
import type { StoredState } from "../ports/state-store.ts";
import type { Deployment } from "./deploy.ts";
import { readRecorded } from "./read-recorded.ts";
import type { DeploymentServices } from "./services.ts";

/** Approves a plan: with consent that was given already, else by showing it and asking. */
export type GetConsent = (plan: Plan, given?: Consent) => Promise<ApprovedPlan>;

/**
 * What may be done now that nobody else can change the state: the approved plan, or where somebody else deployed
 * meanwhile one against what they left. That one is done if it does no more than what was approved, or if whatever comes is
 * approved. Throws PLAN_STALE.
 */
export async function planUnderLock(
  services: Pick<DeploymentServices, "store">,
  deployment: Deployment,
  approved: ApprovedPlan,
  consent: GetConsent,
): Promise<{ readonly approved: ApprovedPlan; readonly stored: StoredState | undefined }> {
  const stored = await readRecorded(services.store, deployment.scope);
  if (isSame(stored, deployment.stored)) return { approved, stored };
  const plan = await deployment.replan(stored);
  if (doesNoMore(plan, approved.plan)) {
    const given = { by: approved.approvedBy, through: approved.approvedThrough };
    return { approved: await consent(plan, given), stored };
  }
  if (approved.approvedThrough === "terminal") throw stale();
  return { approved: await consent(plan), stored };
}

/** A component that was begun and never finished shows in the journal only, which has no revision. */
const isSame = (now: StoredState | undefined, then: StoredState | undefined): boolean =>
  now?.revision === then?.revision && interrupted(now) === interrupted(then);

const interrupted = (stored: StoredState | undefined): string =>
  Object.values(stored?.snapshot.components ?? {})
    .filter((each) => each.status === "INTERRUPTED")
    .map((each) => each.address)
    .sort()
    .join();

/** Whether everything that a plan does was approved; what somebody else has done by now may be missing. */
function doesNoMore(plan: Plan, approved: Plan): boolean {
  const known = new Set(approved.components.map(intention));
  return plan.components.every((each) => each.action === "NO_OP" || known.has(intention(each)));
}

const intention = (each: ComponentPlan): string => JSON.stringify([each.address, each.action, each.resources]);

const stale = (): DeployerError =>
  new DeployerError("PLAN_STALE", {
    fault: "environment",
    summary: "The plan no longer fits the recorded state.",
    detail:
      "Someone else deployed between the plan and the lock, and what would be done now is not what was approved. Nothing was changed.",
    hint: "Run the same command again to see and approve the new plan.",
  });
