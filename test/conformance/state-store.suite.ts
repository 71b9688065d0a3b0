import { beforeEach, describe, expect, test } from "bun:test";
import { DeployerError } from "../../src/diagnostics/deployer-error.ts";
import type { DeploymentId, EnvironmentName, Scope } from "../../src/model/address.ts";
import type { StateSnapshot } from "../../src/model/state.ts";
import { toStateDocument } from "../../src/model/state-document.ts";
import type { Revision, StateStore } from "../../src/ports/state-store.ts";
import { componentRecord, emptySnapshot, testScope } from "../fakes/snapshot.ts";

const codeOf = (action: Promise<unknown>): Promise<string> =>
  action.then(
    () => "nothing was thrown",
    (error: unknown) => (error instanceof DeployerError ? error.code : String(error)),
  );

/** What every state store must do, and must refuse to do. */
export function stateStoreSuite(name: string, make: () => StateStore): void {
  describe(`state store: ${name}`, () => {
    let store: StateStore;
    const other: Scope = { ...testScope, environment: "production" as EnvironmentName };
    const next = (snapshot: StateSnapshot, changes: Partial<StateSnapshot> = {}): StateSnapshot => ({
      ...snapshot,
      serial: snapshot.serial + 1,
      ...changes,
    });
    beforeEach(() => {
      store = make();
    });

    test("knows nothing at first", async () => {
      expect(await store.read(testScope)).toBeUndefined();
      expect(await store.listScopes()).toEqual([]);
      expect(await store.listHistory(testScope, 10)).toEqual([]);
      expect(await store.readJournal(testScope, "none" as DeploymentId)).toBeUndefined();
    });

    test("reads back what was written", async () => {
      const snapshot = emptySnapshot({ components: { ["web/api" as never]: componentRecord("web/api") } });
      const revision = await store.write(snapshot, undefined);
      expect(await store.read(testScope)).toEqual({ snapshot, revision });
      expect(await store.listScopes()).toEqual([testScope]);
    });

    test("refuses a first write where there is a state", async () => {
      await store.write(emptySnapshot(), undefined);
      expect(await codeOf(store.write(emptySnapshot({ serial: 2 }), undefined))).toBe("STATE_CONFLICT");
      expect((await store.read(testScope))?.snapshot.serial).toBe(1);
    });

    test("refuses a write by someone who read an older state", async () => {
      const first = await store.write(emptySnapshot(), undefined);
      const second = await store.write(next(emptySnapshot()), first);
      expect(second).not.toBe(first);
      expect(await codeOf(store.write(next(emptySnapshot(), { updatedBy: "bob" }), first))).toBe("STATE_CONFLICT");
      expect((await store.read(testScope))?.snapshot.updatedBy).toBe("alice");
    });

    test("refuses a write where nothing is stored but something was expected", async () => {
      expect(await codeOf(store.write(emptySnapshot(), "gone" as Revision))).toBe("STATE_CONFLICT");
      expect(await store.read(testScope)).toBeUndefined();
    });

    test("refuses an older epoch, another lineage and a serial that does not rise", async () => {
      const revision = await store.write(emptySnapshot({ epoch: 5 }), undefined);
      const base = emptySnapshot({ epoch: 5 });
      expect(await codeOf(store.write(next(base, { epoch: 4 }), revision))).toBe("STATE_CONFLICT");
      const lineage = "11111111-1111-4111-8111-111111111111";
      expect(await codeOf(store.write(next(base, { lineage }), revision))).toBe("STATE_CONFLICT");
      expect(await codeOf(store.write({ ...base, updatedBy: "bob" }, revision))).toBe("STATE_CONFLICT");
      expect((await store.read(testScope))?.snapshot).toEqual(base);
    });

    test("lets exactly one of many first writers win", async () => {
      const writers = Array.from({ length: 8 }, (_, index) =>
        codeOf(store.write(emptySnapshot({ updatedBy: `writer-${index}` }), undefined)),
      );
      const codes = await Promise.all(writers);
      expect(codes.filter((code) => code === "nothing was thrown")).toHaveLength(1);
      expect(codes.filter((code) => code === "STATE_CONFLICT")).toHaveLength(7);
    });

    test("leaves other environments alone", async () => {
      const revision = await store.write(emptySnapshot(), undefined);
      const foreign = await store.write(emptySnapshot({ ...other, updatedBy: "carol" }), undefined);
      await store.write(next(emptySnapshot()), revision);
      expect(await store.read(other)).toEqual({
        snapshot: emptySnapshot({ ...other, updatedBy: "carol" }),
        revision: foreign,
      });
    });

    test("does not hand out what it holds: changing a read state changes nothing", async () => {
      await store.write(emptySnapshot(), undefined);
      const read = await store.read(testScope);
      (read?.snapshot.components as Record<string, unknown>).intruder = {};
      expect((await store.read(testScope))?.snapshot.components).toEqual({});
    });

    test("keeps history newest first, and never writes over an entry", async () => {
      for (const number of [1, 2, 3]) await store.addHistory(testScope, history(number));
      expect((await store.listHistory(testScope, 2)).map((each) => each.number)).toEqual([3, 2]);
      expect(await codeOf(store.addHistory(testScope, { ...history(2), by: "mallory" }))).toBe("STATE_CONFLICT");
      expect((await store.listHistory(testScope, 9)).map((each) => each.by)).toEqual(["alice", "alice", "alice"]);
      expect(await store.listHistory(other, 9)).toEqual([]);
    });

    test("keeps a journal until it is removed, and removes no other", async () => {
      await store.writeJournal(testScope, journal("one"));
      await store.writeJournal(testScope, journal("two"));
      await store.removeJournal(testScope, "one" as DeploymentId);
      await store.removeJournal(testScope, "one" as DeploymentId);
      expect(await store.readJournal(testScope, "one" as DeploymentId)).toBeUndefined();
      expect(await store.readJournal(testScope, "two" as DeploymentId)).toEqual(journal("two"));
    });
  });
}

const history = (number: number) => ({
  formatVersion: 1 as const,
  number,
  deploymentId: `d${number}`,
  version: null,
  operation: "apply" as const,
  status: "SUCCEEDED" as const,
  startedAt: "2026-01-02T03:04:05.000Z",
  finishedAt: "2026-01-02T03:04:06.000Z",
  by: "alice",
  gitCommit: null,
  ciRun: null,
  planId: "p",
  summary: { create: 1, update: 0, replace: 0, delete: 0, noOp: 0 },
  components: [],
  snapshot: toStateDocument(emptySnapshot()),
});

const journal = (deploymentId: string) => ({
  formatVersion: 1 as const,
  deploymentId,
  operation: "apply" as const,
  startedAt: "2026-01-02T03:04:05.000Z",
  by: "alice",
  hostname: "laptop",
  pid: 1,
  planId: "p",
  components: {},
});
