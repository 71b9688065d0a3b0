import { formatAge, formatDuration } from "../../model/duration.ts";
import type { DeployEvent } from "../../model/event.ts";
import type { Action } from "../../model/plan.ts";
import type { OutputStream } from "../../ports/output-stream.ts";
import type { Progress } from "../../ports/progress.ts";

const doing: Readonly<Record<Action, string>> = {
  CREATE: "creating",
  UPDATE: "updating",
  REPLACE: "replacing",
  DELETE: "deleting",
  NO_OP: "unchanged",
};
const done: Readonly<Record<Action, string>> = {
  CREATE: "created",
  UPDATE: "updated",
  REPLACE: "replaced",
  DELETE: "deleted",
  NO_OP: "unchanged",
};

/** Tells a long run line by line: for build logs, and for what happens around the list on a terminal. */
export function lineProgress(stream: Pick<OutputStream, "write">, options: { readonly verbose: boolean }): Progress {
  const lines = new EventLines(options.verbose);
  return {
    emit: (event) => {
      for (const line of lines.of(event)) stream.write(`${line}\n`);
    },
    close: async () => {},
  };
}

type EventOf<T extends DeployEvent["type"]> = Extract<DeployEvent, { type: T }>;

/** Remembers what was said, so that a repeated event says nothing new. */
class EventLines {
  private holder = "";
  private readonly health = new Map<string, string>();

  constructor(private readonly verbose: boolean) {}

  of(event: DeployEvent): string[] {
    switch (event.type) {
      case "planning":
        return [`Planning ${event.components} component${event.components === 1 ? "" : "s"}...`];
      case "lock-waiting":
        return this.waiting(event);
      case "lock-acquired":
        return [this.holder === "" ? "Acquiring lock... ✓" : "✓ Lock acquired"];
      case "lock-taken-over":
        return [`⚠ Took over the lock of ${event.from}: ${event.because}`];
      case "deployment-started":
        return [`Deployment ${event.deployment} started.`];
      case "wave-started":
        return [`Wave ${event.wave}: ${event.components.join(", ")}`];
      case "component-started":
        return [`  ${event.address}: ${doing[event.action]}...`];
      case "resource":
        return this.resource(event);
      case "health":
        return this.verdict(event);
      case "recovered":
        return [`  ${event.address}: ${event.detail}`];
      case "component-finished":
        return [finished(event)];
      case "stopping":
        return [`⚠ ${event.detail}`];
      case "note":
        return [event.level === "warning" ? `⚠ ${event.text}` : event.text];
      case "deployment-finished":
        return [""];
      case "wave-finished":
        return [];
    }
  }

  private waiting(event: EventOf<"lock-waiting">): string[] {
    const holder = `${event.lockedBy} ${event.hostname} ${event.command}`;
    if (holder === this.holder) return [];
    this.holder = holder;
    return [
      "⚠ Stack is locked",
      `  Locked by: ${event.lockedBy} on ${event.hostname}`,
      `  Since: ${formatAge(event.ageMs)} ago`,
      `  Command: ${event.command}`,
      "",
      "Waiting for lock... (Ctrl+C to cancel)",
    ];
  }

  private resource(event: EventOf<"resource">): string[] {
    if (event.phase !== "failed" && !this.verbose) return [];
    return [`  ${event.address}: ${event.operation} ${event.resourceType} ${event.resource} ${event.phase}`];
  }

  private verdict(event: EventOf<"health">): string[] {
    if (this.health.get(event.address) === event.detail) return [];
    this.health.set(event.address, event.detail);
    return [`  ${event.address}: ${event.detail}`];
  }
}

function finished(event: EventOf<"component-finished">): string {
  const duration = `(${formatDuration(event.durationMs)})`;
  switch (event.status) {
    case "SUCCEEDED":
      return `  ✓ ${event.address} ${done[event.action]} ${duration}`;
    case "NO_OP":
      return `  ✓ ${event.address} unchanged`;
    case "SKIPPED":
      return `  - ${event.address} not started`;
    case "INTERRUPTED":
      return `  ✗ ${event.address} interrupted ${duration}`;
    case "FAILED":
      return `  ✗ ${event.address} failed ${duration}${event.error === null ? "" : `: ${event.error.split("\n")[0]}`}`;
  }
}
