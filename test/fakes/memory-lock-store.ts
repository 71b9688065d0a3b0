import { DeployerError } from "../../src/diagnostics/deployer-error.ts";
import type { Lease, LockAttempt, LockItem, LockRequest } from "../../src/model/lock.ts";
import type { LockStore } from "../../src/ports/lock-store.ts";

/** The lock store of the tests. */
export class MemoryLockStore implements LockStore {
  readonly #items = new Map<string, LockItem>();
  readonly #epochs = new Map<string, number>();
  #versions = 0;

  constructor(private readonly deadPids: ReadonlySet<number> = new Set()) {}

  async acquire(request: LockRequest, staleVersion?: string): Promise<LockAttempt> {
    const holder = this.#items.get(request.lockKey);
    if (holder?.lockId === request.lockId)
      return { result: "acquired", lease: { item: holder, epoch: holder.epoch }, takenOverFrom: undefined };
    const stale = holder && (holder.recordVersion === staleVersion || this.deadPids.has(holder.metadata.pid));
    if (holder && !stale) return { result: "held", holder };
    const epoch = (this.#epochs.get(request.lockKey) ?? 0) + 1;
    const { ttlSeconds, ...rest } = request;
    const item: LockItem = {
      ...rest,
      lockedAt: 0,
      expiresAt: ttlSeconds,
      lastHeartbeat: 0,
      recordVersion: this.#version(),
      epoch,
    };
    this.#items.set(request.lockKey, item);
    this.#epochs.set(request.lockKey, epoch);
    return { result: "acquired", lease: { item, epoch }, takenOverFrom: holder };
  }

  async heartbeat(lease: Lease): Promise<Lease> {
    const held = this.#items.get(lease.item.lockKey);
    if (held?.lockId !== lease.item.lockId)
      throw new DeployerError("LOCK_LOST", { fault: "environment", summary: "lost", detail: "lost" });
    const item = { ...held, recordVersion: this.#version() };
    this.#items.set(item.lockKey, item);
    return { ...lease, item };
  }

  async release(lease: Lease): Promise<void> {
    if (this.#items.get(lease.item.lockKey)?.lockId === lease.item.lockId) this.#items.delete(lease.item.lockKey);
  }

  async list(): Promise<LockItem[]> {
    return [...this.#items.values()].sort((a, b) => a.lockKey.localeCompare(b.lockKey));
  }

  #version(): string {
    return `v${++this.#versions}`;
  }
}
