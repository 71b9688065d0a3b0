import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DeploymentId, Scope } from "../model/address.ts";
import type { DeploymentReport, ExecutionResult } from "../model/deployment.ts";
import type { ApprovedPlan, Plan } from "../model/plan.ts";
import { planChanges } from "../model/plan.ts";
import type { StateSnapshot } from "../model/state.ts";
import { approve, type Consent } from "../pipeline/approve/index.ts";
import { execute } from "../pipeline/execute/index.ts";
import { record } from "../pipeline/record/index.ts";
import type { Progress } from "../ports/progress.ts";
import type { StoredState } from "../ports/state-store.ts";
import { type HeldLock, holdLock } from "./hold-lock.ts";
import { type GetConsent, planUnderLock } from "./plan-under-lock.ts";
import type { DeploymentServices } from "./services.ts";

/** How a deployment is to be run; apply and destroy take the same. */
export interface DeployOptions {
  /** Components of one wave that are worked on at once, at most. */
  readonly parallelism: number;
  /** Milliseconds to wait for someone else's lock; 0 fails at once. */
  readonly lockTimeoutMs: number;
  /** A label for this deployment, such as the application's version. */
  readonly version: string | undefined;
  /** Stateful components that may be deleted or replaced. */
  readonly allowDataLoss: readonly string[];
  /** Aborts on the first Ctrl+C: running components are finished and recorded, no other is started. */
  readonly stop: AbortSignal;
  /** Aborts on the second Ctrl+C: running engines are interrupted. */
  readonly interrupt: AbortSignal;
}

/** The person, or the flag, that decides about a plan. */
export interface Approver {
  show(plan: Plan, warnings: readonly Diagnostic[]): Promise<void>;
  /** Who approved and how. Throws NOT_APPROVED or APPROVAL_REQUIRED. */
  ask(plan: Plan): Promise<Consent>;
}

/** A plan, and how to make it again when the state turns out to have changed. */
export interface Deployment {
  readonly scope: Scope;
  readonly plan: Plan;
  readonly warnings: readonly Diagnostic[];
  /** The state that the plan was made against. */
  readonly stored: StoredState | undefined;
  replan(stored: StoredState | undefined): Promise<Plan>;
}

export interface DeployReport {
  readonly plan: Plan;
  readonly report: DeploymentReport;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Stages 7 to 9 of a plan: consent first, then the lock, then the same plan again under it, then the work. A plan
 * without changes ends here, unless a cut-off deployment is still to be closed.
 */
export async function deploy(
  services: DeploymentServices,
  deployment: Deployment,
  options: DeployOptions,
  approver: Approver,
  progress: Progress,
): Promise<DeployReport> {
  const { warnings } = deployment;
  const nothing = (plan: Plan): DeployReport => ({ plan, report: noChanges(plan), warnings });
  if (isDone(deployment.plan)) return nothing(deployment.plan);
  const consent: GetConsent = (plan, given) =>
    approve({
      plan,
      allowDataLoss: options.allowDataLoss,
      show: async () => (given ? undefined : approver.show(plan, warnings)),
      ask: async () => given ?? approver.ask(plan),
      nowMs: () => services.clock.nowMs(),
    });
  const first = await consent(deployment.plan);
  await services.engine.prepare();
  const deploymentId = services.identity.newId() as DeploymentId;
  const lost = new AbortController();
  const emit = progress.emit.bind(progress);
  const lock = await holdLock({ ...services, emit }, deployment.scope, {
    deploymentId,
    timeoutMs: options.lockTimeoutMs,
    stop: options.stop,
    onLost: () => lost.abort(),
  });
  try {
    const { approved, stored } = await planUnderLock(services, deployment, first, consent);
    if (isDone(approved.plan)) return nothing(approved.plan);
    const interrupt = AbortSignal.any([options.interrupt, lost.signal]);
    const work = { deployment, approved, deploymentId, lock, stored };
    const report = await carryOut(services, work, { ...options, interrupt }, progress);
    return { plan: approved.plan, report, warnings };
  } finally {
    await lock.release();
  }
}

interface Work {
  readonly deployment: Deployment;
  readonly approved: ApprovedPlan;
  readonly deploymentId: DeploymentId;
  readonly lock: HeldLock;
  readonly stored: StoredState | undefined;
}

async function carryOut(
  services: DeploymentServices,
  work: Work,
  options: DeployOptions,
  progress: Progress,
): Promise<DeploymentReport> {
  const { deployment, approved, deploymentId, lock } = work;
  const { plan } = approved;
  const recorder = await record(services, {
    scope: deployment.scope,
    plan,
    deploymentId,
    version: options.version,
    epoch: lock.epoch,
    stored: work.stored,
  });
  progress.emit({
    type: "deployment-started",
    deploymentId,
    deployment: recorder.snapshot.deployment,
    waves: plan.waves,
    actions: Object.fromEntries(plan.components.map((each) => [each.address, each.action])),
  });
  const result = await execute(
    { ...services, recorder, emit: (event) => progress.emit(event), assertLease: () => lock.assertYoung() },
    approved,
    { deploymentId, parallelism: options.parallelism, stop: options.stop, interrupt: options.interrupt },
  );
  const snapshot = await recorder.finish(result.status, result.components);
  const report = reportOf(result, snapshot);
  progress.emit({
    type: "deployment-finished",
    deployment: report.deployment,
    status: report.status,
    durationMs: report.durationMs,
  });
  return report;
}

/** Nothing to do, and no cut-off deployment to close. */
const isDone = (plan: Plan): boolean => !planChanges(plan) && !plan.interrupted;

const noChanges = (plan: Plan): DeploymentReport => ({
  deployment: plan.baseState?.deployment ?? 0,
  deploymentId: undefined,
  version: plan.baseState?.version ?? undefined,
  status: "NO_CHANGES",
  components: plan.components.flatMap((each) =>
    each.action === "NO_OP"
      ? [
          {
            address: each.address,
            action: each.action,
            status: "NO_OP" as const,
            health: each.recorded.health,
            durationMs: 0,
            error: null,
          },
        ]
      : [],
  ),
  durationMs: 0,
  snapshot: plan.baseState,
});

const reportOf = (result: ExecutionResult, snapshot: StateSnapshot): DeploymentReport => ({
  deployment: snapshot.deployment,
  deploymentId: result.deploymentId,
  version: snapshot.version ?? undefined,
  status: result.status,
  components: result.components,
  durationMs: result.finishedAtMs - result.startedAtMs,
  snapshot,
});
