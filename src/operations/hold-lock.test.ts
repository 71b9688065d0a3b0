import { beforeEach, describe, expect, test } from "bun:test";
import { fakeIdentity } from "../../test/fakes/fake-deployment.ts";
import { MemoryLockStore } from "../../test/fakes/memory-lock-store.ts";
import { testScope } from "../../test/fakes/snapshot.ts";
import { DeployerError } from "../diagnostics/deployer-error.ts";
import type { DeploymentId } from "../model/address.ts";
import type { DeployEvent } from "../model/event.ts";
import type { Clock } from "../ports/clock.ts";
import { type HeldLock, holdLock } from "./hold-lock.ts";

/** Time that a test moves by hand; who sleeps wakes when it has come. */
class HandClock implements Clock {
  #ms = 0;
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  nowMs = (): number => this.#ms;
  monotonicMs = (): number => this.#ms;

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) resolve();
      this.#sleepers.push({ at: this.#ms + durationMs, wake: resolve });
      signal?.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  /** Moves time on in small steps, and lets everyone who wakes do what they woke for. */
  async pass(durationMs: number): Promise<void> {
    const end = this.#ms + durationMs;
    while (this.#ms < end) {
      this.#ms = Math.min(end, this.#ms + 500);
      const due = this.#sleepers.filter((each) => each.at <= this.#ms);
      this.#sleepers = this.#sleepers.filter((each) => each.at > this.#ms);
      for (const each of due) each.wake();
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    }
  }
}

const codeOf = (action: () => unknown): string => {
  try {
    action();
    return "nothing was thrown";
  } catch (error) {
    return error instanceof DeployerError ? error.code : String(error);
  }
};

describe("a held lock", () => {
  let clock: HandClock;
  let locks: MemoryLockStore;
  let events: DeployEvent[];
  let lost: number;
  beforeEach(() => {
    clock = new HandClock();
    locks = new MemoryLockStore();
    events = [];
    lost = 0;
  });

  const hold = (pid: number, timeoutMs = 0, stop = new AbortController().signal): Promise<HeldLock> =>
    holdLock({ locks, clock, identity: fakeIdentity(pid), emit: (event) => void events.push(event) }, testScope, {
      deploymentId: `d${pid}` as DeploymentId,
      timeoutMs,
      stop,
      onLost: () => void lost++,
    });

  test("is kept alive by a heartbeat every 30 seconds, and is young", async () => {
    const held = await hold(1);
    const before = (await locks.list())[0]?.recordVersion;
    await clock.pass(29_000);
    expect((await locks.list())[0]?.recordVersion).toBe(before ?? "");
    await clock.pass(2_000);
    expect((await locks.list())[0]?.recordVersion).not.toBe(before ?? "");
    await clock.pass(600_000);
    expect(codeOf(() => held.assertYoung())).toBe("nothing was thrown");
    await held.release();
    expect(await locks.list()).toEqual([]);
  });

  test("that another takes is reported once, and may not be acted under any more", async () => {
    const held = await hold(1);
    const [item] = await locks.list();
    await locks.acquire({ ...request, lockKey: item?.lockKey ?? "" }, item?.recordVersion);
    await clock.pass(120_000);
    expect(lost).toBe(1);
    expect(codeOf(() => held.assertYoung())).toBe("LOCK_LOST");
    await held.release();
    expect((await locks.list()).map((each) => each.lockId)).toEqual(["intruder"]);
  });

  test("whose heartbeats do not get through is too old to act under, and young again when one does", async () => {
    const held = await hold(1);
    const heartbeat = locks.heartbeat.bind(locks);
    locks.heartbeat = async () => {
      throw new Error("no network");
    };
    await clock.pass(59_000);
    expect(codeOf(() => held.assertYoung())).toBe("nothing was thrown");
    await clock.pass(3_000);
    expect(codeOf(() => held.assertYoung())).toBe("LOCK_LOST");
    locks.heartbeat = heartbeat;
    await clock.pass(30_000);
    expect(codeOf(() => held.assertYoung())).toBe("nothing was thrown");
    expect(lost).toBe(0);
  });

  test("is waited for, told once, and had when it is released", async () => {
    const first = await hold(1);
    const second = hold(2, 600_000);
    await clock.pass(40_000);
    expect(events.filter((each) => each.type === "lock-waiting")).toHaveLength(1);
    await first.release();
    await clock.pass(2_000);
    expect((await second).epoch).toBeGreaterThan(first.epoch);
  });

  test("is not taken over from a holder whose heart beats, however long one waits", async () => {
    await hold(1);
    const second = hold(2, 900_000).catch((error: unknown) => error);
    await clock.pass(902_000);
    expect((await second) as DeployerError).toMatchObject({ code: "LOCK_HELD" });
    expect((await locks.list())[0]?.metadata.pid).toBe(1);
  });

  test("that is stale is taken over after three heartbeats without a sign of life, not before", async () => {
    await locks.acquire(request);
    const second = hold(2, 600_000);
    let had = false;
    second.then(() => {
      had = true;
    });
    await clock.pass(89_000);
    expect(had).toBe(false);
    await clock.pass(5_000);
    expect(had).toBe(true);
    expect(events.map((each) => each.type)).toContain("lock-taken-over");
  });

  test("is no longer waited for after Ctrl+C", async () => {
    await hold(1);
    const stop = new AbortController();
    const second = hold(2, 600_000, stop.signal).catch((error: unknown) => error);
    await clock.pass(3_000);
    stop.abort();
    await clock.pass(1_000);
    expect((await second) as DeployerError).toMatchObject({ code: "LOCK_HELD" });
  });
});

const request = {
  lockKey: "stack:shop:env:development",
  lockId: "intruder",
  lockedBy: "mallory",
  ttlSeconds: 60,
  metadata: { hostname: "elsewhere", pid: 7, version: "0", command: "deployer apply" },
};
