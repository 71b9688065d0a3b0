import type { LockItem } from "../../schemas/lock.ts";
import type { Lease, LockAttempt, LockRequest } from "../model/lock.ts";

/** Where locks live. Two holders of one key never exist at once, whatever the interleaving. */
export interface LockStore {
  /**
   * Tries once. A holder whose `recordVersion` is `staleVersion`, or who is a dead process on this host, is taken over.
   * A lost reply is no conflict: the same `lockId` acquires again.
   */
  acquire(request: LockRequest, staleVersion?: string): Promise<LockAttempt>;
  /** Proves that the holder lives, with a new `recordVersion`. Throws LOCK_LOST when another holds it. */
  heartbeat(lease: Lease): Promise<Lease>;
  /** Gives the lock back if this lease still holds it; otherwise does nothing. */
  release(lease: Lease): Promise<void>;
  /** Every lock held now. */
  list(): Promise<LockItem[]>;
}
