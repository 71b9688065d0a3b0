import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { type LockItem, lockSchema } from "../../../schemas/lock.ts";
import { DeployerError } from "../../diagnostics/deployer-error.ts";
import type { Lease, LockAttempt, LockRequest } from "../../model/lock.ts";
import type { LockStore } from "../../ports/lock-store.ts";
import { exclusively, isAlive, readIfThere, writeAtomically } from "./exclusive-file.ts";

/** What is kept of a key: the epoch outlives every holder. */
const keptSchema = v.object({ epoch: v.number(), item: v.nullable(lockSchema) });
type Kept = v.InferOutput<typeof keptSchema>;

/** Locks as files in a folder, for processes of one machine. */
export class LocalLockStore implements LockStore {
  constructor(
    private readonly folder: string,
    private readonly nowMs: () => number,
  ) {}

  acquire(request: LockRequest, staleVersion?: string): Promise<LockAttempt> {
    return this.#exclusively(request.lockKey, (kept): [Kept, LockAttempt] | LockAttempt => {
      const holder = kept.item;
      if (holder && holder.lockId === request.lockId)
        return { result: "acquired", lease: { item: holder, epoch: holder.epoch }, takenOverFrom: undefined };
      if (holder && !isStale(holder, staleVersion)) return { result: "held", holder };
      const item = this.#item(request, kept.epoch + 1);
      const lease = { item, epoch: item.epoch };
      return [
        { epoch: item.epoch, item },
        { result: "acquired", lease, takenOverFrom: holder ?? undefined },
      ];
    });
  }

  heartbeat(lease: Lease): Promise<Lease> {
    return this.#exclusively(lease.item.lockKey, (kept): [Kept, Lease] => {
      if (kept.item?.lockId !== lease.item.lockId) throw lost(lease, kept.item);
      const now = Math.floor(this.nowMs() / 1000);
      const ttlSeconds = lease.item.expiresAt - lease.item.lastHeartbeat;
      const item = { ...kept.item, lastHeartbeat: now, expiresAt: now + ttlSeconds, recordVersion: randomUUID() };
      return [
        { ...kept, item },
        { ...lease, item },
      ];
    });
  }

  async release(lease: Lease): Promise<void> {
    await this.#exclusively(lease.item.lockKey, (kept): [Kept, undefined] | undefined =>
      kept.item?.lockId === lease.item.lockId ? [{ ...kept, item: null }, undefined] : undefined,
    );
  }

  async list(): Promise<LockItem[]> {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((name) => name.endsWith(".json"))
      .sort()
      .flatMap((name) => readKept(join(this.folder, name)).item ?? []);
  }

  #file(lockKey: string): string {
    return join(this.folder, `${encodeURIComponent(lockKey)}.json`);
  }

  #item(request: LockRequest, epoch: number): LockItem {
    const now = Math.floor(this.nowMs() / 1000);
    return {
      lockKey: request.lockKey,
      lockId: request.lockId,
      lockedBy: request.lockedBy,
      lockedAt: now,
      expiresAt: now + request.ttlSeconds,
      lastHeartbeat: now,
      recordVersion: randomUUID(),
      epoch,
      metadata: request.metadata,
    };
  }

  /** Reads what is kept of a key, and writes it back where the task gives a new one. */
  #exclusively<T extends object | undefined>(lockKey: string, task: (kept: Kept) => [Kept, T] | T): Promise<T> {
    const file = this.#file(lockKey);
    return exclusively(`${file}.guard`, () => {
      const answer = task(readKept(file));
      if (!Array.isArray(answer)) return answer;
      const [kept, result] = answer;
      writeAtomically(file, `${JSON.stringify(kept)}\n`);
      return result;
    });
  }
}

function readKept(file: string): Kept {
  const text = readIfThere(file);
  return text === undefined ? { epoch: 0, item: null } : v.parse(keptSchema, JSON.parse(text));
}

/** A holder is stale when a waiter has watched it not move, or when its process on this machine is dead. */
function isStale(holder: LockItem, staleVersion: string | undefined): boolean {
  if (holder.recordVersion === staleVersion) return true;
  return holder.metadata.hostname === hostname() && !isAlive(holder.metadata.pid);
}

const lost = (lease: Lease, holder: LockItem | null): DeployerError =>
  new DeployerError("LOCK_LOST", {
    fault: "environment",
    summary: "The lock was lost.",
    detail: `${lease.item.lockKey} is now held by ${holder ? `${holder.lockedBy} on ${holder.metadata.hostname}` : "nobody"}.`,
    hint: "Nothing more was started. Look at the status, then run the same command again.",
  });
