import { describe, expect, test } from "bun:test";
import type { OwnedResource } from "../../ports/cloud-reader.ts";
import type { EngineTarget } from "../../ports/engine.ts";
import { adoptInto, type Checkpoint } from "./checkpoint.ts";

const target = {
  stack: "shop",
  environment: "dev",
  address: "cart/api",
  region: "us-east-1",
  pulumiStack: "cart.api",
} as EngineTarget;

const urn = (type: string, name: string): string => `urn:pulumi:cart.api::shop::${type}::${name}`;
const queueType = "aws:sqs/queue:Queue";
const taskType = "aws:ecs/taskDefinition:TaskDefinition";

const owned = (type: string, name: string, id: string, arn?: string): OwnedResource => ({
  type,
  name,
  id,
  inputs: { name },
  outputs: arn === undefined ? { name } : { name, arn },
});

const stack = { urn: urn("pulumi:pulumi:Stack", "shop-cart.api"), custom: false, type: "pulumi:pulumi:Stack" };
const provider = {
  urn: urn("pulumi:providers:aws", "default_1"),
  custom: true,
  id: "provider-id",
  type: "pulumi:providers:aws",
};
const known = (type: string, name: string, id: string, arn?: string) => ({
  urn: urn(type, name),
  custom: true,
  id,
  type,
  outputs: arn === undefined ? {} : { arn },
});

const checkpoint = (resources: object[] | undefined, pending?: object[]): Checkpoint =>
  ({
    version: 3,
    deployment: {
      manifest: { magic: "kept" },
      ...(resources ? { resources } : {}),
      ...(pending ? { pending_operations: pending } : {}),
    },
  }) as unknown as Checkpoint;

const urnsOf = (result: Checkpoint): string[] => (result.deployment.resources ?? []).map((each) => each.urn);

describe("adopting what an interrupted run made", () => {
  test("changes nothing where the checkpoint knows everything", () => {
    const whole = checkpoint([stack, provider, known(queueType, "queue", "q-1")]);
    expect(adoptInto(whole, target, [owned(queueType, "queue", "q-1")])).toEqual({
      checkpoint: whole,
      changed: false,
      notes: [],
    });
  });

  test("takes unknown resources over, below the stack and with its provider", () => {
    const before = checkpoint([stack, provider, known(queueType, "queue", "q-1")]);
    const {
      checkpoint: after,
      changed,
      notes,
    } = adoptInto(before, target, [owned(queueType, "queue", "q-1"), owned(queueType, "second", "q-2")]);
    expect(changed).toBe(true);
    expect(notes).toEqual(["took Queue second (q-2) over, which an interrupted run had made"]);
    expect(after.deployment.resources?.at(-1)).toEqual({
      urn: urn(queueType, "second"),
      custom: true,
      id: "q-2",
      type: queueType,
      inputs: { name: "second" },
      outputs: { name: "second" },
      parent: stack.urn,
      provider: `${provider.urn}::provider-id`,
      dependencies: [urn(queueType, "queue")],
    });
    expect(after).toMatchObject({ version: 3, deployment: { manifest: { magic: "kept" } } });
  });

  test("makes stack and provider where the run died before both", () => {
    const { checkpoint: after } = adoptInto(checkpoint(undefined), target, [owned(queueType, "queue", "q-1")]);
    const [root, aws, queue] = after.deployment.resources ?? [];
    expect(urnsOf(after)).toHaveLength(3);
    expect(root).toMatchObject({ urn: stack.urn, custom: false });
    expect(aws).toMatchObject({ type: "pulumi:providers:aws", custom: true, inputs: { region: "us-east-1" } });
    expect(queue).toMatchObject({ parent: stack.urn, provider: `${aws?.urn}::${aws?.id}` });
  });

  test("forgets operations that were pending", () => {
    const pending = checkpoint([stack, provider], [{ resource: { urn: "x" }, type: "creating" }]);
    const { checkpoint: after, changed } = adoptInto(pending, target, []);
    expect(changed).toBe(true);
    expect(after.deployment.pending_operations).toEqual([]);
    expect(urnsOf(after)).toEqual([stack.urn, provider.urn]);
  });

  test("marks the older of two under one name for deletion, as a replacement would have", () => {
    const before = checkpoint([stack, provider, known(queueType, "queue", "q-1")]);
    const { checkpoint: after } = adoptInto(before, target, [
      owned(queueType, "queue", "q-1"),
      owned(queueType, "queue", "q-2"),
    ]);
    const queues = after.deployment.resources?.filter((each) => each.urn === urn(queueType, "queue"));
    expect(queues?.map((each) => [each.id, each.delete ?? false])).toEqual([
      ["q-1", true],
      ["q-2", false],
    ]);
  });

  test("tells revisions of a task definition apart, which share an id", () => {
    const before = checkpoint([stack, provider, known(taskType, "task", "family", "arn:family:1")]);
    const { checkpoint: after, changed } = adoptInto(before, target, [
      owned(taskType, "task", "family", "arn:family:1"),
      owned(taskType, "task", "family", "arn:family:2"),
    ]);
    expect(changed).toBe(true);
    const tasks = after.deployment.resources?.filter((each) => each.type === taskType);
    expect(tasks?.map((each) => [each.outputs?.arn, each.delete ?? false])).toEqual([
      ["arn:family:1", true],
      ["arn:family:2", false],
    ]);
  });
});
