import type { LockItem } from "../../schemas/lock.ts";
import type { Scope } from "./address.ts";

export type { LockItem } from "../../schemas/lock.ts";

/** The key of a stack's lock in an environment, as documents 001 and 002 write it. */
export const stackLockKey = (scope: Scope): string => `stack:${scope.stack}:env:${scope.environment}`;

/** Who holds, or asks for, a lock. */
export interface LockRequest {
  readonly lockKey: string;
  readonly lockId: string;
  readonly lockedBy: string;
  readonly metadata: LockItem["metadata"];
  /** Seconds until the item may be swept away by the store; never the rule for staleness. */
  readonly ttlSeconds: number;
}

/** A lock that this process holds; its epoch rises with every acquisition and is committed with the state. */
export interface Lease {
  readonly item: LockItem;
  readonly epoch: number;
}

export type LockAttempt =
  | { readonly result: "acquired"; readonly lease: Lease; readonly takenOverFrom: LockItem | undefined }
  | { readonly result: "held"; readonly holder: LockItem };
