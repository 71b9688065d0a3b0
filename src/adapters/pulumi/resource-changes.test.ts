import { describe, expect, test } from "bun:test";
import { recordedEvents } from "../../../test/fixtures/engine-events/recorded.ts";
import type { ResourceChange } from "../../model/plan.ts";
import { EngineRunEvents } from "./engine-events.ts";
import { parsePath, resourceChanges } from "./resource-changes.ts";

function changesIn(name: string): ResourceChange[] {
  const events = new EngineRunEvents(undefined);
  for (const event of recordedEvents(name)) events.receive(event);
  return resourceChanges(events.steps);
}

const brief = (changes: readonly ResourceChange[]): string[] => changes.map((each) => `${each.name} ${each.action}`);

describe("a recorded preview", () => {
  test("of a creation shows every input, and neither the stack nor its provider", () => {
    const [queue, ...others] = changesIn("preview-create");
    expect(others).toEqual([]);
    expect(queue).toMatchObject({ name: "queue", type: "aws:sqs/queue:Queue", action: "CREATE" });
    const paths = queue?.changes.map((each) => each.path) ?? [];
    expect(paths).toContain("visibilityTimeoutSeconds");
    expect(paths.filter((each) => each.startsWith("__"))).toEqual([]);
    expect(queue?.changes.every((each) => each.before === undefined && !each.forcesReplacement)).toBe(true);
  });

  test("of an update shows the leaves that differ, also those of a policy that is JSON in a text", () => {
    expect(changesIn("preview-update")).toMatchObject([
      {
        name: "queue",
        action: "UPDATE",
        changes: [
          { path: "policy.Statement[0].Sid", before: "T30", after: "T60", forcesReplacement: false },
          { path: "visibilityTimeoutSeconds", before: 30, after: 60, forcesReplacement: false },
        ],
      },
    ]);
  });

  test("of a replacement is one change, with what forces it", () => {
    expect(changesIn("preview-replace")).toMatchObject([
      {
        name: "queue",
        action: "REPLACE",
        changes: [{ path: "name", before: "shop-dev-queue", after: "shop-dev-renamed", forcesReplacement: true }],
      },
    ]);
  });

  test("that asked AWS first shows what was changed behind its back", () => {
    expect(changesIn("preview-refreshed")).toMatchObject([
      { name: "queue", action: "UPDATE", changes: [{ path: "visibilityTimeoutSeconds", before: 99, after: 60 }] },
    ]);
  });

  test("leaves out what stays as it is", () => {
    expect(brief(changesIn("same"))).toEqual([]);
    expect(brief(changesIn("second"))).toEqual(["second CREATE"]);
    expect(changesIn("delete")).toMatchObject([{ name: "second", action: "DELETE", changes: [] }]);
  });
});

describe("the engine's property paths", () => {
  test.each([
    ["tags.Name", ["tags", "Name"]],
    ["ingress[0].fromPort", ["ingress", 0, "fromPort"]],
    ['tags["deployer:stack"]', ["tags", "deployer:stack"]],
    ['["a b"][1]', ["a b", 1]],
    ["name", ["name"]],
  ])("%s", (text, steps) => {
    expect(parsePath(text)).toEqual(steps);
  });
});
