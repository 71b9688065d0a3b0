import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Address, EnvironmentName, Region, StackName } from "../model/address.ts";
import { openSimulatedAccount, type RunningAccount, simulatedCloudReader, startSimulatedAccount } from "./index.ts";
import { engineProgram } from "./testing/engine-program.ts";
import { realClock } from "./testing/real-clock.ts";

const region = "us-east-1" as Region;
const owner = {
  stack: "shop" as StackName,
  environment: "dev" as EnvironmentName,
  address: "orders/network" as Address,
};
const tags = {
  "deployer:stack": "shop",
  "deployer:environment": "dev",
  "deployer:service": "orders",
  "deployer:component": "network",
};

interface Settings {
  readonly cidrBlock: string;
  readonly timeout: number;
  readonly withSubnet: boolean;
}

const root = mkdtempSync(join(tmpdir(), "simulated-engine-"));
const folder = join(root, "account");
let account: RunningAccount;
let settings: unknown;

const start = () => startSimulatedAccount({ folder, stack: "shop", environment: "dev", clock: realClock });

beforeAll(async () => {
  await mkdir(join(root, "bin"));
  await mkdir(join(root, "backend"));
  // The Automation API looks for bin/pulumi below a root.
  symlinkSync(engineProgram(), join(root, "bin", "pulumi"));
  account = await start();
});

afterAll(() => {
  account?.stop();
  rmSync(root, { recursive: true, force: true });
});

async function openStack(program: () => Promise<Record<string, unknown> | undefined>) {
  const { LocalWorkspace, PulumiCommand, Stack } = await import("@pulumi/pulumi/automation");
  const pulumiCommand = await PulumiCommand.get({ root, skipVersionCheck: true });
  const workspace = await LocalWorkspace.create({
    projectSettings: { name: "shop", runtime: "nodejs", backend: { url: `file://${join(root, "backend")}` } },
    pulumiCommand,
    program: program as () => Promise<Record<string, never>>,
    secretsProvider: account.secretsProvider,
    envVars: { ...account.engineEnvironment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    ...(settings ? { stackSettings: { "orders.network": settings as object } } : {}),
  });
  const stack = await Stack.createOrSelect("orders.network", workspace);
  settings = await workspace.stackSettings("orders.network");
  return stack;
}

async function network({ cidrBlock, timeout, withSubnet }: Settings) {
  const ec2 = await import("@pulumi/aws/ec2");
  const sqs = await import("@pulumi/aws/sqs");
  const secrets = await import("@pulumi/aws/secretsmanager");
  const vpc = new ec2.Vpc("vpc", { cidrBlock, tags });
  if (withSubnet) new ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: cidrBlock.replace("/16", "/24"), tags });
  const queue = new sqs.Queue("queue", { name: "shop-dev-orders", visibilityTimeoutSeconds: timeout, tags });
  const secret = secrets.getSecretVersionOutput({ secretId: "orders/password" });
  return { url: queue.url, vpcId: vpc.id, password: secret.secretString };
}

const counts = (result: { summary: { resourceChanges?: Record<string, number> } }) => result.summary.resourceChanges;

describe("the real engine", () => {
  const first: Settings = { cidrBlock: "10.1.0.0/16", timeout: 30, withSubnet: true };

  test("previews without making anything", async () => {
    const stack = await openStack(() => network(first));
    const preview = await stack.preview();
    expect(preview.changeSummary).toEqual({ create: 4 });
    expect(await openSimulatedAccount(folder, realClock).list()).toEqual([]);
  });

  test("creates, and says the same thing again", async () => {
    const stack = await openStack(() => network(first));
    const made = await stack.up();
    expect(counts(made)).toEqual({ create: 4 });
    expect(made.outputs.url?.value).toBe("https://sqs.us-east-1.amazonaws.com/123456789012/shop-dev-orders");
    expect(made.outputs.vpcId?.value).toMatch(/^vpc-0[0-9a-f]{16}$/);
    expect(made.outputs.password?.secret).toBe(true);
    expect(counts(await stack.up())).toEqual({ same: 4 });
  });

  test("a fresh server on the same folder reads what the last one encrypted, and changes in place", async () => {
    account.stop();
    account = await start();
    const stack = await openStack(() => network({ ...first, timeout: 60 }));
    expect(counts(await stack.up())).toEqual({ same: 3, update: 1 });
    const queue = await openSimulatedAccount(folder, realClock).show("shop-dev-orders");
    expect(queue.properties.visibilityTimeoutSeconds).toBe(60);
  });

  test("refresh shows what was changed behind its back, and the next run puts it right", async () => {
    const byHand = openSimulatedAccount(folder, realClock);
    await byHand.set("shop-dev-orders", "visibilityTimeoutSeconds", 99);
    await byHand.set("shop-dev-orders", "delaySeconds", 5);
    const stack = await openStack(() => network({ ...first, timeout: 60 }));
    expect(counts(await stack.refresh())).toEqual({ same: 3, update: 1 });
    expect(counts(await stack.up())).toEqual({ same: 3, update: 1 });
    const queue = await byHand.show("shop-dev-orders");
    expect(queue.properties).toMatchObject({ visibilityTimeoutSeconds: 60, delaySeconds: 0 });
  });

  test("what was deleted behind its back is made again", async () => {
    await openSimulatedAccount(folder, realClock).delete("shop-dev-orders");
    const stack = await openStack(() => network({ ...first, timeout: 60 }));
    expect(counts(await stack.refresh())).toEqual({ same: 3, delete: 1 });
    expect(counts(await stack.up())).toEqual({ same: 3, create: 1 });
  });

  test("another address block replaces the VPC and what is in it", async () => {
    const before = await openSimulatedAccount(folder, realClock).list();
    const stack = await openStack(() => network({ cidrBlock: "10.2.0.0/16", timeout: 60, withSubnet: true }));
    expect(counts(await stack.up())).toEqual({ same: 2, replace: 2 });
    const after = await openSimulatedAccount(folder, realClock).list();
    expect(after).toHaveLength(3);
    const vpcId = (list: typeof after) => list.find((each) => each.type.endsWith("Vpc"))?.id;
    expect(vpcId(after)).not.toBe(vpcId(before));
  });

  test("the reader finds the component's resources as the checkpoint holds them", async () => {
    const stack = await openStack(() => network({ cidrBlock: "10.2.0.0/16", timeout: 60, withSubnet: true }));
    const checkpoint = await stack.exportStack();
    const resources = (
      checkpoint.deployment as {
        resources: { type: string; id?: string; custom: boolean; inputs: object; outputs: object }[];
      }
    ).resources;
    const recorded = resources.filter((each) => each.custom && !each.type.startsWith("pulumi:"));
    const owned = await simulatedCloudReader(folder, realClock).findOwned(owner, region);
    const byType = <T extends { type: string }>(list: T[]) => [...list].sort((a, b) => a.type.localeCompare(b.type));
    expect(byType(owned).map(({ type, id, inputs, outputs }) => ({ type, id, inputs, outputs }))).toEqual(
      byType(recorded).map(({ type, id = "", inputs, outputs }) => ({ type, id, inputs, outputs })) as never,
    );
  });

  test("wrong arguments and refusals of AWS fail with their reasons", async () => {
    const program = async () => {
      const sqs = await import("@pulumi/aws/sqs");
      new sqs.Queue("queue", { name: "shop-dev-orders", visibilityTimeoutSeconds: 50_000 });
      return undefined;
    };
    const stack = await openStack(program);
    await expect(stack.preview()).rejects.toThrow(
      /expected visibilityTimeoutSeconds to be in the range \(0 - 43200\), got 50000/,
    );
    const twice = await openStack(async () => {
      const sqs = await import("@pulumi/aws/sqs");
      new sqs.Queue("other", { name: "shop-dev-orders" });
      return undefined;
    });
    await expect(twice.up()).rejects.toThrow(/creating SQS Queue \(shop-dev-orders\): .*QueueAlreadyExists/);
  });

  test("each provider of an engine has its own region", async () => {
    const stack = await openStack(async () => {
      const aws = await import("@pulumi/aws/provider");
      const sqs = await import("@pulumi/aws/sqs");
      const provider = new aws.Provider("ireland", { region: "eu-west-1" });
      const far = new sqs.Queue("far", { name: "far" }, { provider });
      const near = new sqs.Queue("near", { name: "near" });
      return { far: far.arn, near: near.arn };
    });
    const { outputs } = await stack.up();
    expect(outputs.far?.value).toBe("arn:aws:sqs:eu-west-1:123456789012:far");
    expect(outputs.near?.value).toBe("arn:aws:sqs:us-east-1:123456789012:near");
  });

  test("a resource of a type that is not simulated is refused by name", async () => {
    const stack = await openStack(async () => {
      const sns = await import("@pulumi/aws/sns");
      new sns.Topic("topic", {});
      return undefined;
    });
    await expect(stack.preview()).rejects.toThrow(/has no resource type aws:sns\/topic:Topic/);
  });

  test("deletes everything, and no value of a secret was written outside of the secrets", async () => {
    const stack = await openStack(() => network(first));
    await stack.destroy();
    expect(await openSimulatedAccount(folder, realClock).list()).toEqual([]);
    const [secretFile = ""] = readdirSync(join(folder, "secrets", region));
    const secret = JSON.parse(readFileSync(join(folder, "secrets", region, secretFile), "utf8")) as { value: string };
    const written = readdirSync(join(root, "backend"), { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => readFileSync(join(each.parentPath, each.name), "utf8"));
    expect(written.length).toBeGreaterThan(0);
    expect(written.some((each) => each.includes(secret.value))).toBe(false);
  });
});
