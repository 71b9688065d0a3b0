import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AccountFolder } from "./account/account-folder.ts";
import type { ResourceRecord } from "./account/resource-record.ts";
import { AccountUnderTest, urnOf } from "./testing/account-under-test.ts";

let account: AccountUnderTest;
beforeEach(() => {
  account = new AccountUnderTest();
});
afterEach(() => account.remove());

const busy = (name: string, rounds: number) =>
  Bun.spawn(
    [process.execPath, join(import.meta.dir, "testing/busy-process.ts"), account.folder, name, String(rounds)],
    {
      stdout: "pipe",
      stderr: "inherit",
    },
  );

/** Every resource's file, parsed, without what depends on when it was made. */
function resources(folder: string): Record<string, unknown>[] {
  // A process may be killed before it has made its first resource, and the folder with it.
  if (!existsSync(join(folder, "resources"))) return [];
  return readdirSync(join(folder, "resources"), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name.endsWith(".json"))
    .map((each) => JSON.parse(readFileSync(join(each.parentPath, each.name), "utf8")) as Record<string, unknown>)
    .map(({ times: _, ...rest }) => rest)
    .sort((a, b) => String(a.id).localeCompare(String(b.id)));
}

test("several processes that change the account at once lose nothing", async () => {
  const processes = ["a", "b", "c"].map((name) => busy(name, 60));
  await Promise.all(processes.map((each) => each.exited));
  const found = resources(account.folder);
  expect(found).toHaveLength(90);
  expect((await account.byHand.list()).length).toBe(90);
  for (const each of found)
    expect((each.properties as { delaySeconds: number }).delaySeconds).toBe(Number(String(each.name).slice(2)));
});

test("a process killed at any moment leaves whole resources, and nobody waits for it", async () => {
  for (let round = 0; round < 12; round++) {
    const process = busy(`k${round}`, 100_000);
    await process.stdout.getReader().read();
    await Bun.sleep(5 + round * 7);
    process.kill("SIGKILL");
    await process.exited;
    // Whatever the moment, every file parses and the next change goes through.
    const before = resources(account.folder).length;
    await account.create("aws:ecs/cluster:Cluster", `c${round}`, { name: `c${round}` });
    expect(resources(account.folder)).toHaveLength(before + 1);
    await account.byHand.set(`c${round}`, "tags.round", String(round));
    await account.byHand.reset();
  }
});

test("processes that are killed do not disturb those that live", async () => {
  const survivors = ["a", "b"].map((name) => busy(name, 150));
  for (let round = 0; round < 8; round++) {
    const victim = busy(`v${round}`, 100_000);
    await victim.stdout.getReader().read();
    await Bun.sleep(10 + round * 3);
    victim.kill("SIGKILL");
    await victim.exited;
  }
  expect(await Promise.all(survivors.map((each) => each.exited))).toEqual([0, 0]);
  const theirs = resources(account.folder).filter((each) => /^[ab]-/.test(String(each.name)));
  expect(theirs).toHaveLength(150);
  for (const each of theirs)
    expect((each.properties as { delaySeconds: number }).delaySeconds).toBe(Number(String(each.name).slice(2)));
});

test("another process's changes are seen at once", async () => {
  const mine = new AccountFolder(account.folder);
  const theirs = new AccountFolder(account.folder);
  mine.change(() => mine.write("things", "one", { value: 1 }));
  expect(theirs.list<{ value: number }>("things")).toEqual([{ value: 1 }]);
  theirs.change(() => theirs.write("things", "one", { value: 2 }));
  expect(mine.read<{ value: number }>("things", "one")).toEqual({ value: 2 });
  mine.change(() => mine.remove("things", "one"));
  expect(theirs.list("things")).toEqual([]);
});

test("names that files cannot have do not meet", () => {
  const folder = new AccountFolder(account.folder);
  const names = ["a/b", "a_b", "a b", "../a", "x".repeat(500), `${"x".repeat(499)}y`, ".."];
  folder.change(() => {
    for (const name of names) folder.write("things", name, { name });
  });
  expect(new AccountFolder(account.folder).list("things")).toHaveLength(names.length);
  for (const name of names) expect(folder.read<{ name: string }>("things", name)?.name).toBe(name);
});

test("the same deployment gets the same ids in any account, and a new one for what was deleted", async () => {
  const other = new AccountUnderTest();
  const [{ vpc, a, b }] = await Promise.all([account.network(), other.network()]);
  expect(resources(account.folder)).toEqual(resources(other.folder));
  for (const each of [a, b, vpc]) await each.delete();
  const again = await account.network();
  expect(again.vpc.id).not.toBe(vpc.id);
  other.remove();
});

test("a caller that died while it waited leaves the resource, which its component finds again", async () => {
  account.clock.held = true;
  await account.byHand.latency({ target: "default", seconds: 60 });
  void account.create("aws:sqs/queue:Queue", "queue", { name: "q", tags: account.tags });
  const [found] = await account.cloud.findOwned(
    { stack: "shop", environment: "dev", address: "orders/api" } as never,
    "us-east-1" as never,
  );
  expect(found).toMatchObject({ type: "aws:sqs/queue:Queue", name: "queue", inputs: { name: "q" } });
  const undisturbed = new AccountUnderTest();
  await undisturbed.create("aws:sqs/queue:Queue", "queue", { name: "q", tags: account.tags });
  expect(resources(account.folder)).toEqual(resources(undisturbed.folder));
  undisturbed.remove();
});

test("a resource's file says whose it is", async () => {
  await account.create("aws:sqs/queue:Queue", "queue", { name: "q" });
  const [record] = resources(account.folder) as unknown as ResourceRecord[];
  expect(record).toMatchObject({
    urn: urnOf("aws:sqs/queue:Queue", "queue"),
    owner: { stack: "shop", environment: "dev", component: "orders/api" },
    generation: 0,
  });
});
