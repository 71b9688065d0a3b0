import { afterEach, beforeEach, expect, test } from "bun:test";
import { AccountUnderTest, urnOf } from "./testing/account-under-test.ts";
import { ruleCatalogue } from "./types/rule-catalogue.ts";

let account: AccountUnderTest;
beforeEach(() => {
  account = new AccountUnderTest();
});
afterEach(() => account.remove());

test("a change is shown where it is, with what it forces", async () => {
  const queue = await account.create("aws:sqs/queue:Queue", "queue", { name: "q", tags: { a: "1" } });
  expect(account.diff(queue, { name: "q", tags: { a: "1" } }).changes).toEqual([]);
  const inPlace = account.diff(queue, { name: "q", tags: { a: "2" }, delaySeconds: 5 });
  expect(inPlace.changes).toContainEqual({ path: "tags.a", kind: "update", replaces: false });
  expect(inPlace.changes).toContainEqual({ path: "delaySeconds", kind: "update", replaces: false });
  expect(inPlace.replaces).toEqual([]);
  const renamed = account.diff(queue, { name: "r", tags: { a: "1" } });
  expect(renamed).toMatchObject({ replaces: ["name"], deleteBeforeReplace: false });
});

test("a replacement that keeps its unique name deletes first", async () => {
  const inputs = {
    identifier: "db",
    instanceClass: "db.t4g.micro",
    engine: "postgres",
    username: "u",
    password: "long-enough",
    allocatedStorage: 20,
  };
  const database = await account.create("aws:rds/instance:Instance", "db", inputs);
  expect(account.diff(database, { ...inputs, username: "v" })).toMatchObject({
    replaces: ["username"],
    deleteBeforeReplace: true,
  });
});

test("a value that is not known yet is a change, and no mistake", async () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const urn = urnOf("aws:ec2/subnet:Subnet", "a");
  const inputs = account.checked(urn, { vpcId: unknown, cidrBlock: unknown });
  const preview = await account.provider.create(urn, inputs, true, account.context);
  expect(preview.properties).toMatchObject({ vpcId: unknown, arn: unknown });
  const { a } = await account.network();
  expect(account.diff(a, { ...a.inputs, vpcId: unknown }).replaces).toEqual(["vpcId"]);
});

test("every replacing argument of every type is one that the type has, and says who says so", () => {
  for (const rule of ruleCatalogue.values()) {
    expect(rule.source, rule.type).not.toBe("");
    const known = [
      ...rule.replaceOn,
      ...Object.keys(rule.defaults ?? {}),
      ...Object.keys(rule.constraints ?? {}),
      ...(rule.sensitive ?? []),
    ];
    for (const name of known) {
      const top = name.split(/[.[]/)[0] ?? "";
      expect(rule.arguments, `${rule.type} ${name}`).toMatch(new RegExp(`(^|\\s)${top}!?:`, "m"));
    }
  }
});
