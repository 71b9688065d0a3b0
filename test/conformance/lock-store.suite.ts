import { beforeEach, describe, expect, test } from "bun:test";
import { DeployerError } from "../../src/diagnostics/deployer-error.ts";
import type { Lease, LockAttempt, LockRequest } from "../../src/model/lock.ts";
import type { LockStore } from "../../src/ports/lock-store.ts";

/** A pid that no process has. */
export const deadPid = 4_194_303;

const request = (lockId: string, changes: Partial<LockRequest> = {}): LockRequest => ({
  lockKey: "stack:shop:env:development",
  lockId,
  lockedBy: `${lockId}@example.com`,
  ttlSeconds: 3600,
  metadata: { hostname: "elsewhere", pid: 1, version: "0.0.0", command: "deployer apply" },
  ...changes,
});

function leaseOf(attempt: LockAttempt): Lease {
  if (attempt.result !== "acquired") throw new Error("the lock was not acquired");
  return attempt.lease;
}

/** What every lock store must do, and must refuse to do. `hostname` is the one whose dead processes the store can see. */
export function lockStoreSuite(name: string, make: () => LockStore, hostname: string): void {
  describe(`lock store: ${name}`, () => {
    let store: LockStore;
    beforeEach(() => {
      store = make();
    });

    test("gives a free lock, with who holds it", async () => {
      const attempt = await store.acquire(request("alice"));
      expect(attempt).toMatchObject({ result: "acquired", takenOverFrom: undefined });
      const [item] = await store.list();
      expect(item).toMatchObject({
        lockKey: "stack:shop:env:development",
        lockId: "alice",
        lockedBy: "alice@example.com",
      });
      expect(item?.expiresAt).toBe((item?.lockedAt ?? 0) + 3600);
    });

    test("refuses a second holder and names the first", async () => {
      await store.acquire(request("alice"));
      const attempt = await store.acquire(request("bob"));
      expect(attempt).toMatchObject({ result: "held", holder: { lockId: "alice" } });
      expect((await store.list()).map((each) => each.lockId)).toEqual(["alice"]);
    });

    test("one of many wins", async () => {
      const attempts = await Promise.all(Array.from({ length: 8 }, (_, index) => store.acquire(request(`u${index}`))));
      expect(attempts.filter((each) => each.result === "acquired")).toHaveLength(1);
    });

    test("a lost reply is no conflict: the same lockId acquires again, at the same epoch", async () => {
      const first = leaseOf(await store.acquire(request("alice")));
      const again = leaseOf(await store.acquire(request("alice")));
      expect(again.epoch).toBe(first.epoch);
    });

    test("other keys are other locks", async () => {
      await store.acquire(request("alice"));
      expect((await store.acquire(request("bob", { lockKey: "stack:shop:env:production" }))).result).toBe("acquired");
    });

    test("every acquisition raises the epoch, across releases too", async () => {
      const epochs: number[] = [];
      for (const who of ["alice", "bob", "carol"]) {
        const lease = leaseOf(await store.acquire(request(who)));
        epochs.push(lease.epoch);
        await store.release(lease);
      }
      expect(epochs[1]).toBeGreaterThan(epochs[0] ?? 0);
      expect(epochs[2]).toBeGreaterThan(epochs[1] ?? 0);
    });

    test("a heartbeat changes the record version and nothing about the holder", async () => {
      const lease = leaseOf(await store.acquire(request("alice")));
      const beaten = await store.heartbeat(lease);
      expect(beaten.item.recordVersion).not.toBe(lease.item.recordVersion);
      expect(beaten.item.lockId).toBe("alice");
      expect(beaten.epoch).toBe(lease.epoch);
    });

    test("a stale holder is taken over by the version that was watched, and only by that one", async () => {
      const lease = leaseOf(await store.acquire(request("alice")));
      const beaten = await store.heartbeat(lease);
      expect((await store.acquire(request("bob"), lease.item.recordVersion)).result).toBe("held");
      const taken = await store.acquire(request("bob"), beaten.item.recordVersion);
      expect(taken).toMatchObject({ result: "acquired", takenOverFrom: { lockId: "alice" } });
    });

    test("a holder that was taken over is told so, and cannot release the new holder's lock", async () => {
      const lease = leaseOf(await store.acquire(request("alice")));
      const taken = leaseOf(await store.acquire(request("bob"), lease.item.recordVersion));
      expect(taken.epoch).toBeGreaterThan(lease.epoch);
      const error = await store.heartbeat(lease).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DeployerError);
      expect((error as DeployerError).code).toBe("LOCK_LOST");
      await store.release(lease);
      expect((await store.list()).map((each) => each.lockId)).toEqual(["bob"]);
    });

    test("a released lock is free, and releasing twice does no harm", async () => {
      const lease = leaseOf(await store.acquire(request("alice")));
      await store.release(lease);
      await store.release(lease);
      expect(await store.list()).toEqual([]);
      expect((await store.acquire(request("bob"))).result).toBe("acquired");
    });

    test("a dead process of this machine holds nothing any more", async () => {
      const metadata = { hostname, pid: deadPid, version: "0.0.0", command: "deployer apply" };
      await store.acquire(request("ghost", { metadata }));
      expect(await store.acquire(request("bob"))).toMatchObject({
        result: "acquired",
        takenOverFrom: { lockId: "ghost" },
      });
    });
  });
}
