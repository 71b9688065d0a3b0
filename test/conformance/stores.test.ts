import { describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { LocalLockStore } from "../../src/adapters/local/local-lock-store.ts";
import { LocalStateStore } from "../../src/adapters/local/local-state-store.ts";
import { DeployerError } from "../../src/diagnostics/deployer-error.ts";
import { MemoryLockStore } from "../fakes/memory-lock-store.ts";
import { MemoryStateStore } from "../fakes/memory-state-store.ts";
import { emptySnapshot, testScope } from "../fakes/snapshot.ts";
import { deadPid, lockStoreSuite } from "./lock-store.suite.ts";
import { stateStoreSuite } from "./state-store.suite.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "deployer-store-"));

stateStoreSuite("in memory", () => new MemoryStateStore());
stateStoreSuite("local folder", () => new LocalStateStore(folder()));
lockStoreSuite("in memory", () => new MemoryLockStore(new Set([deadPid])), "elsewhere");
lockStoreSuite("local folder", () => new LocalLockStore(folder(), () => Date.now()), hostname());

describe("local state store", () => {
  async function written(): Promise<{ readonly store: LocalStateStore; readonly file: string }> {
    const root = folder();
    const store = new LocalStateStore(root);
    await store.write(emptySnapshot(), undefined);
    return { store, file: join(root, "stacks/shop/development/state.json") };
  }
  const codeOf = async (store: LocalStateStore): Promise<string> => {
    const error = await store.read(testScope).catch((thrown: unknown) => thrown);
    return error instanceof DeployerError ? error.code : "read";
  };

  test("files are for the owner only", async () => {
    const { file } = await written();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, "..")).mode & 0o777).toBe(0o700);
  });

  test("a truncated, an altered and a foreign file are refused, and left as they are", async () => {
    for (const harm of [
      (file: string) => truncateSync(file, 40),
      (file: string) => writeFileSync(file, readFileSync(file, "utf8").replace('"alice"', '"mallory"')),
      (file: string) => writeFileSync(file, readFileSync(file, "utf8").replaceAll('"shop"', '"other"')),
      (file: string) => writeFileSync(file, "{}"),
    ]) {
      const { store, file } = await written();
      harm(file);
      const before = readFileSync(file, "utf8");
      expect(await codeOf(store)).toBe("STATE_CORRUPT");
      expect(readFileSync(file, "utf8")).toBe(before);
    }
  });

  test("a newer format is refused by name", async () => {
    const { store, file } = await written();
    writeFileSync(file, readFileSync(file, "utf8").replace('"formatVersion":1', '"formatVersion":2'));
    expect(await codeOf(store)).toBe("STATE_NEWER");
  });
});
