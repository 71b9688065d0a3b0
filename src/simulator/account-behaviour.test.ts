import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Address, EnvironmentName, StackName } from "../model/address.ts";
import { AccountUnderTest, region } from "./testing/account-under-test.ts";

let account: AccountUnderTest;
beforeEach(() => {
  account = new AccountUnderTest();
});
afterEach(() => account.remove());

const database = {
  identifier: "db",
  instanceClass: "db.t4g.micro",
  engine: "postgres",
  username: "u",
  password: "canary-password",
  allocatedStorage: 20,
};

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));

describe("faults", () => {
  const fault = { component: undefined, type: "Queue", operation: "create", times: 2, message: undefined } as const;

  test("strike as often as they were told, and leave nothing behind", async () => {
    await account.byHand.fail({ ...fault, message: "no room" });
    const create = () => account.create("aws:sqs/queue:Queue", "queue", { name: "q" });
    await expect(create()).rejects.toThrow(
      "creating SQS Queue (q): operation error SQS: CreateQueue, https response error StatusCode: 500",
    );
    await expect(create()).rejects.toThrow("InternalFailure: no room");
    expect(await account.byHand.list()).toEqual([]);
    await create();
  });

  test("strike only the component and the operation that they name, until they are reset", async () => {
    await account.byHand.fail({ ...fault, component: "orders/other", type: undefined, times: undefined });
    const queue = await account.create("aws:sqs/queue:Queue", "queue", { name: "q" });
    await expect(account.create("aws:sqs/queue:Queue", "x", { name: "x" }, "orders.other")).rejects.toThrow(
      "InternalFailure",
    );
    await account.byHand.fail({ ...fault, operation: "read", times: 1 });
    await expect(queue.read()).rejects.toThrow("reading SQS Queue");
    await account.byHand.fail({ ...fault, operation: "update", times: 1 });
    await expect(queue.update({ name: "q", delaySeconds: 3 })).rejects.toThrow("InternalFailure");
    await account.byHand.fail({ ...fault, operation: "delete", times: 1 });
    await expect(queue.delete()).rejects.toThrow("InternalFailure");
    expect((await account.byHand.show("q")).properties.delaySeconds).toBe(0);
    await account.byHand.reset();
    await account.create("aws:sqs/queue:Queue", "x", { name: "x" }, "orders.other");
  });

  test("that strike reading make the reader fail, not lie", async () => {
    const queue = await account.create("aws:sqs/queue:Queue", "queue", { name: "q" });
    await account.byHand.fail({ ...fault, operation: "read", times: 1 });
    await expect(account.cloud.ask("sqs:queue", { url: queue.id }, region)).rejects.toThrow("could not read");
    expect(await account.cloud.ask("sqs:queue", { url: queue.id }, region)).toMatchObject({
      arn: queue.properties.arn,
    });
  });

  test("of health make a database unusable", async () => {
    await account.create("aws:rds/instance:Instance", "db", database);
    const status = async () => (await account.cloud.ask("rds:instance", { identifier: "db" }, region))?.status;
    await account.byHand.fail({ ...fault, type: "Instance", operation: "health", times: 1, message: "storage-full" });
    expect(await status()).toBe("storage-full");
    expect(await status()).toBe("available");
  });
});

describe("time", () => {
  test("passes on the scaled clock, and the resource is there from the start", async () => {
    await account.byHand.latency({ target: { component: "orders/api" }, seconds: 300 });
    await account.byHand.scale(60);
    account.clock.held = true;
    const creating = account.create("aws:rds/instance:Instance", "db", database);
    expect(await account.cloud.ask("rds:instance", { identifier: "db" }, region)).toMatchObject({
      status: "creating",
      endpoint: undefined,
    });
    account.clock.advance(5000);
    await creating;
    expect(account.clock.slept).toEqual([5000]);
    expect(await account.cloud.ask("rds:instance", { identifier: "db" }, region)).toMatchObject({
      status: "available",
    });
  });

  test("of the component goes before that of the type, and that before the default", async () => {
    await account.byHand.latency({ target: "default", seconds: 1 });
    await account.byHand.latency({ target: { type: "Queue" }, seconds: 2 });
    await account.byHand.latency({ target: { component: "orders/slow" }, seconds: 3 });
    await account.create("aws:ecs/cluster:Cluster", "c", { name: "c" });
    await account.create("aws:sqs/queue:Queue", "q", { name: "q" });
    await account.create("aws:sqs/queue:Queue", "r", { name: "r" }, "orders.slow");
    expect(account.clock.slept).toEqual([1000, 2000, 3000]);
  });

  test("is AWS's usual one in the realistic profile only", async () => {
    await account.create("aws:rds/instance:Instance", "db", database);
    expect(account.clock.slept).toEqual([]);
    const realistic = new AccountUnderTest(true);
    await realistic.create("aws:rds/instance:Instance", "db", database);
    expect(realistic.clock.slept).toEqual([300_000]);
    realistic.remove();
  });

  test("and scales that make no sense are refused", async () => {
    await expect(account.byHand.scale(0)).rejects.toMatchObject({ code: "INVALID_VALUE" });
    await expect(account.byHand.latency({ target: "default", seconds: -1 })).rejects.toMatchObject({
      code: "INVALID_VALUE",
    });
  });
});

describe("a database", () => {
  test("has attributes as AWS forms them, and never its password in clear", async () => {
    const made = await account.create("aws:rds/instance:Instance", "db", database);
    expect(made.properties).toMatchObject({
      endpoint: expect.stringMatching(/^db\.c[0-9a-f]{5}\.us-east-1\.rds\.amazonaws\.com:5432$/),
      password: "canary-password",
      port: 5432,
    });
    expect(made.id).toMatch(/^db-[A-Z0-9]{26}$/);
    for (const file of filesOf(account.folder))
      expect(readFileSync(file, "utf8"), file).not.toContain("canary-password");
    expect((await account.byHand.show("db")).properties.password).toBeUndefined();
  });

  test("is compared with the password that AWS has, even where the engine has lost it", async () => {
    const made = await account.create("aws:rds/instance:Instance", "db", database);
    const { password: _, ...adopted } = made.inputs;
    const forgetful = { ...made, inputs: adopted };
    expect(account.diff(forgetful, database).changes).toEqual([]);
    expect(account.diff(forgetful, { ...database, password: "another-one" }).changed).toEqual(["password"]);
    await account.byHand.set("db", "password", "changed-by-hand");
    expect(account.diff(made, database).changes.length + account.diff(forgetful, database).changes.length).toBe(1);
  });

  test("is protected, and leaves a final snapshot that outlives it", async () => {
    const guarded = { ...database, deletionProtection: true, finalSnapshotIdentifier: "db-final" };
    const made = await account.create("aws:rds/instance:Instance", "db", guarded);
    await expect(made.delete()).rejects.toThrow("Cannot delete protected DB Instance");
    const open = await made.update({ ...guarded, deletionProtection: false });
    await open.delete();
    expect(await account.byHand.list()).toEqual([]);
    expect(await account.byHand.retained()).toMatchObject([{ id: "db-final", instance: "db", engine: "postgres" }]);
    const again = await account.create("aws:rds/instance:Instance", "db", { ...guarded, deletionProtection: false });
    await expect(again.delete()).rejects.toThrow("DBSnapshotAlreadyExists");
    await account.byHand.set("db", "finalSnapshotIdentifier", "");
    await expect(again.delete()).rejects.toThrow("final_snapshot_identifier is required");
  });

  test("with a password that AWS refuses is refused without repeating it", async () => {
    const failure = await account
      .create("aws:rds/instance:Instance", "db", { ...database, password: "short" })
      .catch((error: Error) => error.message);
    expect(failure).toContain("shorter than 8 characters");
    expect(failure).not.toContain('"short"');
  });
});

describe("by hand", () => {
  test("a value that does not fit, or a property that is not there, is refused", async () => {
    await account.create("aws:sqs/queue:Queue", "queue", { name: "q" });
    await expect(account.byHand.set("q", "delaySeconds", "soon")).rejects.toMatchObject({ code: "INVALID_VALUE" });
    await expect(account.byHand.set("q", "delaySecond", 5)).rejects.toMatchObject({
      code: "INVALID_VALUE",
      hint: "Did you mean delaySeconds?",
    });
    await expect(account.byHand.set("none", "delaySeconds", 5)).rejects.toMatchObject({ code: "RESOURCE_NOT_FOUND" });
    await expect(account.byHand.delete("none")).rejects.toMatchObject({ code: "RESOURCE_NOT_FOUND" });
    await account.byHand.set("q", "tags.Team", "red");
    expect((await account.byHand.show("q")).properties).toMatchObject({
      tags: { Team: "red" },
      tagsAll: { Team: "red" },
    });
  });

  test("a resource is found by id, ARN and name, unless several have the name", async () => {
    const queue = await account.create("aws:sqs/queue:Queue", "queue", { name: "one" });
    for (const id of [queue.id, String(queue.properties.arn), "one"])
      expect((await account.byHand.show(id)).id).toBe(queue.id);
    await account.create("aws:ecs/cluster:Cluster", "cluster", { name: "one" });
    await expect(account.byHand.show("one")).rejects.toThrow("is the name of");
  });
});

describe("ownership", () => {
  test("goes by tags, and by who made it where there are none", async () => {
    const { vpc, a } = await account.network();
    const table = await account.create("aws:ec2/routeTable:RouteTable", "table", { vpcId: vpc.id, tags: account.tags });
    await account.create("aws:ec2/routeTableAssociation:RouteTableAssociation", "association", {
      subnetId: a.id,
      routeTableId: table.id,
    });
    await account.create("aws:sqs/queue:Queue", "stranger", { name: "stranger" });
    await account.create("aws:sqs/queue:Queue", "theirs", {
      name: "theirs",
      tags: { ...account.tags, "deployer:environment": "prod" },
    });
    const owner = {
      stack: "shop" as StackName,
      environment: "dev" as EnvironmentName,
      address: "orders/api" as Address,
    };
    const names = async (of: typeof owner) =>
      (await account.cloud.findOwned(of, region)).map((each) => each.name).sort();
    expect(await names(owner)).toEqual(["a", "association", "b", "table", "vpc"]);
    expect(await names({ ...owner, environment: "prod" as EnvironmentName })).toEqual(["theirs"]);
    expect(await account.cloud.findOwned(owner, "eu-west-1" as never)).toEqual([]);
  });
});

describe("lookups", () => {
  const ask = (token: string, args: object) => account.provider.invoke(token, args as never, account.context);

  test("find a secret by name, the same every time, and mark it as one", () => {
    const first = ask("aws:secretsmanager/getSecretVersion:getSecretVersion", { secretId: "orders/db" });
    const second = ask("aws:secretsmanager/getSecretVersion:getSecretVersion", { secretId: first.result.arn });
    expect(first.secret).toContain("secretString");
    expect(second.result.secretString).toBe(first.result.secretString as string);
    expect(first.result.arn).toMatch(
      /^arn:aws:secretsmanager:us-east-1:123456789012:secret:orders\/db-[A-Za-z0-9]{6}$/,
    );
  });

  test("find a network that nobody here manages, in which resources can be made", async () => {
    const vpcId = "vpc-0123456789abcdef0";
    ask("aws:ec2/getVpc:getVpc", { id: vpcId });
    const { ids } = ask("aws:ec2/getSubnets:getSubnets", { filters: [{ name: "vpc-id", values: [vpcId] }] }).result;
    expect(ids).toHaveLength(3);
    await account.create("aws:ec2/securityGroup:SecurityGroup", "group", { name: "g", vpcId });
    await account.create("aws:rds/subnetGroup:SubnetGroup", "group", { name: "g", subnetIds: ids as string[] });
    // Its other subnets, which were never looked up, cannot be told from subnets that are not there.
    const others = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
    await account.create("aws:rds/subnetGroup:SubnetGroup", "others", { name: "others", subnetIds: others });
    expect((await account.byHand.list()).map((each) => each.type)).not.toContain("aws:ec2/vpc:Vpc");
    expect(() => ask("aws:ec2/getVpc:getVpc", { id: "mine" })).toThrow("InvalidVpcID.Malformed");
    expect(() => ask("aws:ec2/getAmi:getAmi", {})).toThrow("does not answer aws:ec2/getAmi:getAmi");
  });
});

test("a database, queue or cluster that nobody here manages exists once it was looked up, and is healthy", async () => {
  const questions = () =>
    Promise.all([
      account.cloud.ask("rds:instance", { identifier: "shared" }, region),
      account.cloud.ask("sqs:queue", { url: "https://sqs.us-east-1.amazonaws.com/999999999999/shared" }, region),
      account.cloud.ask("ecs:cluster", { clusterArn: "arn:aws:ecs:us-east-1:999999999999:cluster/shared" }, region),
    ]);
  expect(await questions()).toEqual([undefined, undefined, undefined]);
  const look = (token: string, args: Record<string, string>) => account.provider.invoke(token, args, account.context);
  look("aws:rds/getInstance:getInstance", { dbInstanceIdentifier: "shared" });
  look("aws:sqs/getQueue:getQueue", { name: "shared" });
  look("aws:ecs/getCluster:getCluster", { clusterName: "shared" });
  expect(await questions()).toMatchObject([{ status: "available" }, { approximateMessages: 0 }, { status: "ACTIVE" }]);
  expect(await account.byHand.list()).toEqual([]);
});

test("what an ARN of another account names is taken to exist, of this account it must", async () => {
  const service = (cluster: string) =>
    account.create("aws:ecs/service:Service", "service", { name: "api", cluster, desiredCount: 0 });
  await expect(service("arn:aws:ecs:us-east-1:123456789012:cluster/none")).rejects.toThrow("ClusterNotFoundException");
  const clusterArn = "arn:aws:ecs:us-east-1:999999999999:cluster/shared";
  await service(clusterArn);
  const answer = await account.cloud.ask("ecs:service", { clusterArn, serviceName: "api" }, region);
  expect(answer).toMatchObject({ status: "ACTIVE", desiredCount: 0 });
});

test("every file and folder is private", async () => {
  await account.create("aws:rds/instance:Instance", "db", database);
  account.provider.invoke("aws:secretsmanager/getSecret:getSecret", { name: "x" }, account.context);
  for (const file of filesOf(account.folder)) {
    expect(statSync(file).mode & 0o777, file).toBe(0o600);
    expect(statSync(join(file, "..")).mode & 0o777, file).toBe(0o700);
  }
});
