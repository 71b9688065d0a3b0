import { describe, expect, setDefaultTimeout } from "bun:test";
import {
  deploymentShape,
  graphShape,
  historyShape,
  planShape,
  simulatorListShape,
  statusShape,
  validateShape,
} from "./json-shapes.ts";
import { matches } from "./shape.ts";
import { besides } from "./side-by-side.ts";
import { deployedWorld, makeWorld } from "./world.ts";

setDefaultTimeout(120_000);

interface PlanResult {
  readonly summary: Readonly<Record<string, number>>;
  readonly waves: readonly (readonly string[])[];
}

describe("--json prints one document of the promised shape", () => {
  besides("for validate and graph", async () => {
    using world = makeWorld();
    const validate = await world.json("validate");
    expect(validate).toMatchObject({ command: "validate", exitCode: 0, diagnostics: [] });
    matches(validate.result, validateShape);
    expect(validate.result).toEqual({
      stack: "notification-platform",
      environment: "development",
      services: 1,
      components: 3,
    });
    const graph = await world.json("graph");
    matches(graph.result, graphShape);
    const { edges } = graph.result as { edges: unknown[] };
    expect(edges).toContainEqual({
      from: "notification-service/api",
      to: "notification-service/database",
      reasons: ["dependsOn", "valueFrom"],
    });
  });

  besides("for the life of a stack", async () => {
    using world = makeWorld();
    const plan = await world.json("plan --detailed-exitcode");
    expect(plan.exitCode).toBe(2);
    matches(plan.result, planShape);
    expect((plan.result as PlanResult).summary).toEqual({ create: 5, update: 0, replace: 0, delete: 0, noOp: 0 });
    expect((plan.result as PlanResult).waves).toHaveLength(3);

    const apply = await world.json("apply -y --version-label first");
    matches(apply.result, deploymentShape);
    expect(apply).toMatchObject({
      command: "apply",
      exitCode: 0,
      result: { deployment: 1, version: "first", status: "SUCCEEDED" },
    });

    const again = await world.json("plan --detailed-exitcode");
    expect(again.exitCode).toBe(0);
    matches(again.result, planShape);
    expect((again.result as PlanResult).summary).toEqual({ create: 0, update: 0, replace: 0, delete: 0, noOp: 5 });

    const status = await world.json("status");
    matches(status.result, statusShape);
    const { components } = status.result as { components: { health: string }[] };
    expect(components.map((each) => each.health)).toEqual(Array(5).fill("HEALTHY"));
    matches((await world.json("simulator list")).result, simulatorListShape);

    const destroy = await world.json("destroy -y --allow-data-loss notification-service/database");
    matches(destroy.result, deploymentShape);
    expect(destroy).toMatchObject({ command: "destroy", exitCode: 0, result: { deployment: 2, status: "SUCCEEDED" } });
    const history = await world.json("history");
    matches(history.result, historyShape);
    const { deployments } = history.result as { deployments: { number: number; operation: string }[] };
    expect(deployments.map((each) => [each.number, each.operation])).toEqual([
      [2, "destroy"],
      [1, "apply"],
    ]);
    expect((await world.json("simulator list")).result).toEqual({ resources: [] });
  });

  besides("for what fails and for what is not there", async () => {
    using world = makeWorld();
    expect(await world.json("status")).toMatchObject({
      exitCode: 1,
      result: null,
      diagnostics: [{ code: "STATE_EMPTY" }],
    });
    expect(await world.json("apply --frobnicate")).toMatchObject({
      exitCode: 64,
      result: null,
      diagnostics: [{ code: "WRONG_USAGE" }],
    });
    expect(await world.json("apply")).toMatchObject({
      exitCode: 6,
      result: null,
      diagnostics: [{ code: "APPROVAL_REQUIRED" }],
    });
    expect(await world.json("version")).toMatchObject({ command: "version", exitCode: 0 });
  });
});

describe("--events", () => {
  besides("are one JSON object per line on standard error, and nothing else is there", async () => {
    using world = await deployedWorld("queues");
    world.edit(
      "stacks/shop/services/cart/components/first/sqs.yaml",
      "spec: {}",
      "spec:\n  visibilityTimeoutSeconds: 45",
    );
    const { stdout, stderr, exitCode } = await world.run("apply -y --json --events");
    expect(exitCode).toBe(0);
    matches(JSON.parse(stdout).result, deploymentShape);
    const lines = stderr.trimEnd().split("\n");
    const events = lines.map((line) => JSON.parse(line) as { formatVersion: string; time: string; type: string });
    for (const event of events) {
      expect(event.formatVersion).toBe("1.0");
      expect(event.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    }
    const types = events.map((event) => event.type);
    expect(types[0]).toBe("planning");
    expect(types.at(-1)).toBe("deployment-finished");
    for (const type of [
      "lock-acquired",
      "deployment-started",
      "wave-started",
      "component-started",
      "resource",
      "component-finished",
    ])
      expect(types).toContain(type);
  });
});
