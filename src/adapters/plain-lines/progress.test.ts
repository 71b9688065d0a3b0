import { describe, expect, test } from "bun:test";
import type { Address, DeploymentId } from "../../model/address.ts";
import type { DeployEvent } from "../../model/event.ts";
import { eventProgress } from "./event-progress.ts";
import { lineProgress } from "./line-progress.ts";
import { silentProgress } from "./silent-progress.ts";

const database = "user-service/database" as Address;
const api = "user-service/api" as Address;
const waiting: DeployEvent = {
  type: "lock-waiting",
  lockedBy: "alice@company.com",
  hostname: "laptop",
  ageMs: 130_000,
  command: "deployer apply",
};

const events: readonly DeployEvent[] = [
  { type: "planning", components: 2 },
  waiting,
  { ...waiting, ageMs: 140_000 },
  { type: "lock-acquired", lockKey: "stack:a:env:b" },
  {
    type: "deployment-started",
    deploymentId: "id" as DeploymentId,
    deployment: 3,
    waves: [[database], [api]],
    actions: { [database]: "CREATE", [api]: "UPDATE" },
  },
  { type: "wave-started", wave: 1, components: [database] },
  { type: "component-started", address: database, action: "CREATE" },
  {
    type: "resource",
    address: database,
    resource: "instance",
    resourceType: "aws:rds/instance:Instance",
    operation: "create",
    phase: "started",
  },
  { type: "health", address: database, detail: "creating" },
  { type: "health", address: database, detail: "creating" },
  {
    type: "component-finished",
    address: database,
    action: "CREATE",
    status: "FAILED",
    health: "UNHEALTHY",
    durationMs: 323_000,
    error: "It never became available.\nSecond line.",
  },
  {
    type: "component-finished",
    address: api,
    action: "UPDATE",
    status: "SKIPPED",
    health: "NONE",
    durationMs: 0,
    error: null,
  },
  { type: "deployment-finished", deployment: 3, status: "FAILED", durationMs: 323_000 },
];

const linesOf = (verbose: boolean, shown: readonly DeployEvent[] = events): string[] => {
  const lines: string[] = [];
  const progress = lineProgress({ write: (text) => void lines.push(text) }, { verbose });
  for (const event of shown) progress.emit(event);
  return lines.join("").split("\n").slice(0, -1);
};

describe("progress as lines", () => {
  test("says everything once", () => {
    expect(linesOf(false)).toEqual([
      "Planning 2 components...",
      "⚠ Stack is locked",
      "  Locked by: alice@company.com on laptop",
      "  Since: 2 minutes ago",
      "  Command: deployer apply",
      "",
      "Waiting for lock... (Ctrl+C to cancel)",
      "✓ Lock acquired",
      "Deployment 3 started.",
      "Wave 1: user-service/database",
      "  user-service/database: creating...",
      "  user-service/database: creating",
      "  ✗ user-service/database failed (5m 23s): It never became available.",
      "  - user-service/api not started",
      "",
    ]);
  });

  test("names resources on request", () => {
    expect(linesOf(true)).toContain("  user-service/database: create aws:rds/instance:Instance instance started");
  });

  test("of a free lock is one line", () => {
    expect(linesOf(false, [{ type: "lock-acquired", lockKey: "k" }])).toEqual(["Acquiring lock... ✓"]);
  });
});

test("progress as events is one JSON object per line", () => {
  const lines: string[] = [];
  const progress = eventProgress({ write: (text) => void lines.push(text) }, () => 0);
  for (const event of events) progress.emit(event);
  expect(lines).toHaveLength(events.length);
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    formatVersion: "1.0",
    time: "1970-01-01T00:00:00.000Z",
    type: "planning",
    components: 2,
  });
});

test("silent progress takes every event", async () => {
  const progress = silentProgress();
  for (const event of events) progress.emit(event);
  await progress.close();
});
