import { describe, expect, test } from "bun:test";
import { recordedEvents } from "../../../test/fixtures/engine-events/recorded.ts";
import type { EngineProgress } from "../../ports/engine.ts";
import { EngineRunEvents, hasUnknown, isSecret, resourceName, unknownSentinel } from "./engine-events.ts";

const names = ["url", "token", "nested"];

function hear(name: string): { readonly events: EngineRunEvents; readonly progress: EngineProgress[] } {
  const progress: EngineProgress[] = [];
  const events = new EngineRunEvents((each) => void progress.push(each));
  for (const event of recordedEvents(name)) events.receive(event);
  return { events, progress };
}

const told = (progress: readonly EngineProgress[]): string[] =>
  progress.map((each) => `${each.operation} ${each.name} ${each.phase}`);
const kept = (events: EngineRunEvents): string[] =>
  events.resources.map((each) => `${resourceName(each.urn)} ${each.id}`);
const idOf = (queue: string): string => `https://sqs.us-east-1.amazonaws.com/123456789012/${queue}`;

describe("a recorded run", () => {
  test("that creates: its resources, its steps, and its outputs with the secret one as a reference", () => {
    const { events, progress } = hear("create");
    expect(told(progress)).toEqual(["create queue started", "create queue finished"]);
    expect(kept(events)).toEqual([`queue ${idOf("shop-dev-queue")}`]);
    expect(events.failure).toBeUndefined();
    expect(events.outputs(names, "cart.queue")).toEqual({
      url: { state: "known", value: idOf("shop-dev-queue") },
      token: { state: "secret", reference: "cart.queue#token" },
      nested: { state: "known", value: { list: [1, "shop-dev-queue"] } },
    });
  });

  test("that previews: what is not known yet is unknown, and a secret stays one", () => {
    const { events } = hear("preview-create");
    const { url, token, nested } = events.outputs(names, "cart.queue");
    expect(url).toEqual({ state: "unknown" });
    expect(token?.state).not.toBe("known");
    expect(nested).toEqual({ state: "known", value: { list: [1, "shop-dev-queue"] } });
  });

  test("an output that no event names is unknown", () => {
    expect(hear("create").events.outputs(["other"], "s")).toEqual({ other: { state: "unknown" } });
  });

  test.each([
    ["same", []],
    ["update", ["update queue started", "update queue finished"]],
    ["second", ["create second started", "create second finished"]],
    ["delete", ["delete second started", "delete second finished"]],
    ["destroy", ["delete queue started", "delete queue finished"]],
  ] as const)("%s: tells what it changes and nothing else", (name, steps) => {
    const { progress } = hear(name);
    expect(told(progress)).toEqual([...steps]);
  });

  test("that replaces keeps the new resource", () => {
    expect(kept(hear("replace").events)).toEqual([`queue ${idOf("shop-dev-renamed")}`]);
  });

  test("that deletes keeps the others", () => {
    expect(kept(hear("second").events)).toHaveLength(2);
    expect(kept(hear("delete").events)).toEqual([`queue ${idOf("shop-dev-renamed")}`]);
    expect(kept(hear("destroy").events)).toEqual([]);
  });

  test("that fails to create gives AWS's reason in one paragraph, and not the resource that was never made", () => {
    const { events, progress } = hear("failing-create");
    expect(told(progress)).toEqual(["create second started", "create second failed"]);
    expect(events.failure).toMatch(
      /^Queue second: creating SQS Queue \(shop-dev-second\): operation error SQS: CreateQueue, .* Quota <b>exceeded<\/b> for queues$/,
    );
    expect(kept(events)).toEqual([`queue ${idOf("shop-dev-renamed")}`]);
  });

  test("that fails to update keeps the resource as it was", () => {
    const { events } = hear("failing-update");
    expect(events.failure).toStartWith("Queue queue: updating SQS Queue");
    expect(events.failure).not.toContain("update failed");
    expect(kept(events)).toContain(`queue ${idOf("shop-dev-renamed")}`);
  });
});

describe("values", () => {
  test("unknown ones are found at any depth", () => {
    expect(hasUnknown({ a: [{ b: unknownSentinel }] })).toBe(true);
    expect(hasUnknown({ a: [{ b: `${unknownSentinel}!` }, null, 1] })).toBe(false);
  });

  test("secret ones are known by the engine's mask and by its signature", () => {
    expect(isSecret("[secret]")).toBe(true);
    expect(isSecret({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" })).toBe(true);
    expect(isSecret("secret")).toBe(false);
    expect(isSecret(null)).toBe(false);
  });
});
