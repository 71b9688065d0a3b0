import { describe, expect, test } from "bun:test";
import type { DeployerError } from "../diagnostics/deployer-error.ts";
import type { Scope } from "../model/address.ts";
import type { ApprovedPlan, Plan } from "../model/plan.ts";
import type { Consent } from "../pipeline/approve/index.ts";
import type { StateStore, StoredState } from "../ports/state-store.ts";
import { planUnderLock } from "./plan-under-lock.ts";

const planOf = (actions: Readonly<Record<string, string>>): Plan =>
  ({
    components: Object.entries(actions).map(([address, action]) => ({ address, action, resources: [] })),
  }) as unknown as Plan;

const storedAs = (revision: string, statuses: Readonly<Record<string, string>> = {}): StoredState =>
  ({
    revision,
    snapshot: {
      components: Object.fromEntries(
        Object.entries(statuses).map(([address, status]) => [address, { address, status }]),
      ),
    },
  }) as unknown as StoredState;

interface Case {
  readonly before: StoredState | undefined;
  readonly now: StoredState | undefined;
  readonly approved: Plan;
  readonly newer?: Plan;
  readonly through?: Consent["through"];
}

/** What became of an approved plan: which one is done, and whether anybody was asked again. */
async function settle({ before, now, approved, newer = planOf({}), through = "terminal" }: Case) {
  const replanned: (StoredState | undefined)[] = [];
  const asked: Plan[] = [];
  const given = { plan: approved, approvedBy: "alice", approvedThrough: through } as ApprovedPlan;
  const result = await planUnderLock(
    { store: { read: async () => now } as unknown as StateStore },
    {
      scope: { stack: "s", environment: "e" } as Scope,
      plan: approved,
      warnings: [],
      stored: before,
      replan: async (stored) => {
        replanned.push(stored);
        return newer;
      },
    },
    given,
    async (plan, consent) => {
      if (!consent) asked.push(plan);
      return { plan, approvedBy: consent?.by ?? "asked", approvedThrough: through } as ApprovedPlan;
    },
  );
  return { ...result, replanned, asked };
}

const two = planOf({ "a/x": "UPDATE", "a/y": "CREATE" });

describe("under the lock an approved plan", () => {
  test("is done as it is where nobody deployed meanwhile", async () => {
    const { approved, replanned } = await settle({ before: storedAs("1"), now: storedAs("1"), approved: two });
    expect(approved.plan).toBe(two);
    expect(replanned).toEqual([]);
  });

  test("is made again where nothing was recorded before and something is now", async () => {
    const now = storedAs("1");
    const { approved, replanned, stored } = await settle({ before: undefined, now, approved: two });
    expect(replanned).toEqual([now]);
    expect(approved.plan.components).toEqual([]);
    expect(stored).toBe(now);
  });

  test("is made again where only the journal tells that somebody else began and died", async () => {
    const now = storedAs("1", { "a/y": "INTERRUPTED" });
    const { replanned } = await settle({ before: storedAs("1"), now, approved: two, newer: two });
    expect(replanned).toEqual([now]);
  });

  test("holds for the part of it that is left, without asking again", async () => {
    const left = planOf({ "a/x": "NO_OP", "a/y": "CREATE" });
    const { approved, asked } = await settle({ before: storedAs("1"), now: storedAs("2"), approved: two, newer: left });
    expect(approved).toMatchObject({ plan: left, approvedBy: "alice" });
    expect(asked).toEqual([]);
  });

  test.each([
    ["another component", { "a/z": "CREATE" }],
    ["another action", { "a/x": "REPLACE" }],
  ])("is refused where %s would be done, because a person approved something else", async (_what, actions) => {
    const settled = settle({ before: storedAs("1"), now: storedAs("2"), approved: two, newer: planOf(actions) });
    expect(await settled.catch((error: DeployerError) => error.code)).toBe("PLAN_STALE");
  });

  test("is replaced by the newer one where whatever comes is approved", async () => {
    const newer = planOf({ "a/z": "CREATE" });
    const { approved, asked } = await settle({
      before: storedAs("1"),
      now: storedAs("2"),
      approved: two,
      newer,
      through: "flag",
    });
    expect(approved.plan).toBe(newer);
    expect(asked).toEqual([newer]);
  });
});
