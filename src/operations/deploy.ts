import { DeployerError } from "../diagnostics/deployer-error.ts";
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
import { readRecorded } from "./read-recorded.ts";
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
  const { plan, warnings } = deployment;
  const finished = (report: DeploymentReport): DeployReport => ({ plan, report, warnings });
  if (!planChanges(plan) && !plan.interrupted) return finished(noChanges(plan));
  const approved = await approve({
    plan,
    allowDataLoss: options.allowDataLoss,
    show: () => approver.show(plan, warnings),
    ask: () => approver.ask(plan),
    nowMs: () => services.clock.nowMs(),
  });
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
    const stored = await samePlan(services, deployment);
    const interrupt = AbortSignal.any([options.interrupt, lost.signal]);
    return finished(
      await carryOut(
        services,
        { deployment, approved, deploymentId, lock, stored },
        { ...options, interrupt },
        progress,
      ),
    );
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

/** Under the lock: the state that the plan was made against, or the same plan against a newer one. Throws PLAN_STALE. */
async function samePlan(services: DeploymentServices, deployment: Deployment): Promise<StoredState | undefined> {
  const stored = await readRecorded(services.store, deployment.scope);
  if (stored?.revision === deployment.stored?.revision) return stored;
  const again = await deployment.replan(stored);
  if (intentions(again) === intentions(deployment.plan)) return stored;
  throw new DeployerError("PLAN_STALE", {
    fault: "environment",
    summary: "The plan no longer fits the recorded state.",
    detail:
      "Someone else deployed between the plan and the lock, and what would be done now is not what was approved. Nothing was changed.",
    hint: "Run the same command again to see and approve the new plan.",
  });
}

const intentions = (plan: Plan): string =>
  JSON.stringify(plan.components.map((each) => [each.address, each.action, each.resources]).sort());

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
