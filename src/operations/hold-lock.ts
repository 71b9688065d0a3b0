import { DeployerError } from "../diagnostics/deployer-error.ts";
import type { DeploymentId, Scope } from "../model/address.ts";
import type { DeployEvent } from "../model/event.ts";
import { type Lease, type LockItem, type LockRequest, stackLockKey } from "../model/lock.ts";
import type { Clock } from "../ports/clock.ts";
import type { Identity } from "../ports/identity.ts";
import type { LockStore } from "../ports/lock-store.ts";

const heartbeatIntervalMs = 30_000;
const ttlSeconds = 3600;
/** A waiter takes a lock over when its holder has not moved for this many heartbeats. */
const staleIntervals = 3;
const pollMs = 1_000;

export interface LockServices {
  readonly locks: LockStore;
  readonly clock: Clock;
  readonly identity: Identity;
  readonly emit: (event: DeployEvent) => void;
}

/** A lock that is kept alive until it is released. */
export interface HeldLock {
  readonly epoch: number;
  /** Throws LOCK_LOST where another holds the lock, or where it could not be proven young for too long. */
  assertYoung(): void;
  release(): Promise<void>;
}

/**
 * Acquires the stack's lock, waiting up to `timeoutMs` for another holder (0: not at all), and keeps it alive.
 * `onLost` is called once if it is lost. Throws LOCK_HELD, or INTERRUPTED where `stop` aborts the wait.
 */
export async function holdLock(
  services: LockServices,
  scope: Scope,
  options: {
    readonly deploymentId: DeploymentId;
    readonly timeoutMs: number;
    readonly stop: AbortSignal;
    readonly onLost: () => void;
  },
): Promise<HeldLock> {
  const lease = await acquire(services, request(services.identity, scope, options.deploymentId), options);
  services.emit({ type: "lock-acquired", lockKey: lease.item.lockKey });
  return keepAlive(services, lease, options.onLost);
}

function request(identity: Identity, scope: Scope, deploymentId: DeploymentId): LockRequest {
  return {
    lockKey: stackLockKey(scope),
    lockId: identity.newId(),
    lockedBy: identity.user,
    ttlSeconds,
    metadata: {
      hostname: identity.hostname,
      pid: identity.pid,
      version: identity.deployerVersion,
      command: identity.command,
      deployment_id: deploymentId,
      ...(identity.gitCommit ? { git_commit: identity.gitCommit } : {}),
      ...(identity.ciRun ? { ci_run_id: identity.ciRun } : {}),
    },
  };
}

async function acquire(
  services: LockServices,
  wanted: LockRequest,
  options: { readonly timeoutMs: number; readonly stop: AbortSignal },
): Promise<Lease> {
  const { clock, emit } = services;
  const startedMs = clock.monotonicMs();
  let watched: { readonly version: string; readonly sinceMs: number } | undefined;
  for (;;) {
    const stale =
      watched && clock.monotonicMs() - watched.sinceMs > staleIntervals * heartbeatIntervalMs
        ? watched.version
        : undefined;
    const attempt = await services.locks.acquire(wanted, stale);
    if (attempt.result === "acquired") {
      if (attempt.takenOverFrom) emit(takenOver(attempt.takenOverFrom, stale !== undefined));
      return attempt.lease;
    }
    const { holder } = attempt;
    if (clock.monotonicMs() - startedMs >= options.timeoutMs) throw held(holder, clock.nowMs());
    if (watched?.version !== holder.recordVersion) {
      if (!watched) emit(waitingFor(holder, clock.nowMs()));
      watched = { version: holder.recordVersion, sinceMs: clock.monotonicMs() };
    }
    await clock.sleep(pollMs, options.stop);
    if (options.stop.aborted) throw gaveUp();
  }
}

function keepAlive(services: LockServices, acquired: Lease, onLost: () => void): HeldLock {
  const { clock, locks } = services;
  const ended = new AbortController();
  let lease = acquired;
  let provenMs = clock.monotonicMs();
  let lost: DeployerError | undefined;
  const beat = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(heartbeatIntervalMs, ended.signal);
      if (ended.signal.aborted) return;
      try {
        lease = await locks.heartbeat(lease);
        provenMs = clock.monotonicMs();
      } catch (error) {
        if (!(error instanceof DeployerError) || error.code !== "LOCK_LOST") continue; // The next beat may get through; age decides.
        lost = error;
        onLost();
        return;
      }
    }
  };
  const beating = beat();
  return {
    epoch: acquired.epoch,
    assertYoung: () => {
      if (lost) throw lost;
      if (clock.monotonicMs() - provenMs > (staleIntervals - 1) * heartbeatIntervalMs) throw aged();
    },
    release: async () => {
      ended.abort();
      await beating;
      await locks.release(lease);
    },
  };
}

const takenOver = (from: LockItem, watched: boolean): DeployEvent => ({
  type: "lock-taken-over",
  lockKey: from.lockKey,
  from: `${from.lockedBy} on ${from.metadata.hostname}`,
  because: watched
    ? "it gave no sign of life for three heartbeats"
    : `its process ${from.metadata.pid} no longer runs on this machine`,
});

const waitingFor = (holder: LockItem, nowMs: number): DeployEvent => ({
  type: "lock-waiting",
  lockedBy: holder.lockedBy,
  hostname: holder.metadata.hostname,
  ageMs: Math.max(0, nowMs - holder.lockedAt * 1000),
  command: holder.metadata.command,
});

const held = (holder: LockItem, nowMs: number): DeployerError =>
  new DeployerError("LOCK_HELD", {
    fault: "environment",
    summary: "Another deployment holds the lock.",
    detail: `${holder.lockedBy} on ${holder.metadata.hostname} (process ${holder.metadata.pid}) has held it for ${Math.max(0, Math.round(nowMs / 1000 - holder.lockedAt))} s with: ${holder.metadata.command}`,
    hint: "Wait for it to end, or give more time with --lock-timeout.",
  });

const gaveUp = (): DeployerError =>
  new DeployerError("LOCK_HELD", {
    fault: "user",
    summary: "Waiting for the lock was given up.",
    detail: "Nothing was changed.",
  });

const aged = (): DeployerError =>
  new DeployerError("LOCK_LOST", {
    fault: "environment",
    summary: "The lock was lost.",
    detail:
      "This process could not prove for a minute that it still holds the lock, so that another may hold it by now.",
    hint: "Nothing more was started. Look at the status, then run the same command again.",
  });
