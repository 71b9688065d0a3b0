import { describe, expect, test } from "bun:test";
import { PassThrough } from "node:stream";
import type { Address, DeploymentId } from "../../model/address.ts";
import type { DeployEvent } from "../../model/event.ts";
import { ListrProgress } from "./listr-progress.ts";

const database = "user-service/database" as Address;
const api = "user-service/api" as Address;

interface Terminal {
  readonly progress: ListrProgress;
  /** Everything drawn, without what moves the cursor. */
  drawn(): string;
  readonly lines: DeployEvent[];
}

function terminal(): Terminal {
  const stream = Object.assign(new PassThrough(), { columns: 80, rows: 24, isTTY: true });
  const drawn: string[] = [];
  stream.on("data", (chunk) => drawn.push(String(chunk)));
  const lines: DeployEvent[] = [];
  const progress = new ListrProgress({
    stream: stream as unknown as NodeJS.WriteStream,
    colour: false,
    lines: { emit: (event) => void lines.push(event), close: async () => {} },
  });
  return { progress, drawn: () => drawn.join(""), lines };
}

const started: DeployEvent = {
  type: "deployment-started",
  deploymentId: "id" as DeploymentId,
  deployment: 1,
  waves: [[database], [api]],
  actions: { [database]: "CREATE", [api]: "CREATE" },
};
const finished = (address: Address, status: "SUCCEEDED" | "FAILED" | "SKIPPED"): DeployEvent => ({
  type: "component-finished",
  address,
  action: "CREATE",
  status,
  health: "NONE",
  durationMs: 1000,
  error: status === "FAILED" ? "It broke." : null,
});
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 120));

describe("progress on a terminal", () => {
  test("draws each component from waiting to its end", async () => {
    const { progress, drawn, lines } = terminal();
    const planning: DeployEvent = { type: "planning", components: 2 };
    const note: DeployEvent = { type: "note", level: "info", text: "remark" };
    progress.emit(planning);
    progress.emit(started);
    await soon();
    progress.emit({ type: "component-started", address: database, action: "CREATE" });
    progress.emit({ type: "health", address: database, detail: "backing up" });
    progress.emit(note);
    await soon();
    expect(lines).toEqual([planning]);
    progress.emit(finished(database, "FAILED"));
    progress.emit(finished(api, "SKIPPED"));
    await soon();
    await progress.close();
    expect(lines).toEqual([planning, note]);
    for (const text of ["Wave 1", "user-service/database waiting", "creating", "backing up", "It broke.", "Wave 2"]) {
      expect(drawn()).toContain(text);
    }
    expect(drawn()).toContain("user-service/database failed (1.0s)");
    expect(drawn()).toContain("user-service/api not started");
  });

  test("ends even where components never finished, and twice", async () => {
    const { progress, drawn } = terminal();
    progress.emit(started);
    progress.emit({ type: "component-started", address: database, action: "CREATE" });
    await progress.close();
    await progress.close();
    expect(drawn()).toContain("\u001B[?25h");
  });

  test("without a deployment draws nothing", async () => {
    const { progress, drawn } = terminal();
    progress.emit({ type: "planning", components: 0 });
    await progress.close();
    expect(drawn()).toBe("");
  });

  test("takes events that come before the list is drawn", async () => {
    const { progress, drawn } = terminal();
    progress.emit(started);
    progress.emit(finished(database, "SUCCEEDED"));
    progress.emit(finished(api, "SUCCEEDED"));
    await progress.close();
    expect(drawn()).toContain("\u001B[?25h");
  });
});
