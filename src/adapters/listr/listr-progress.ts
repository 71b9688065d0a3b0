import {
  DefaultRenderer,
  Listr,
  ListrDefaultRendererLogLevels,
  ListrLogger,
  type ListrTask,
  ProcessOutput,
} from "listr2";
import { formatDuration } from "../../model/duration.ts";
import type { DeployEvent } from "../../model/event.ts";
import type { Action } from "../../model/plan.ts";
import type { Progress } from "../../ports/progress.ts";
import { ComponentTask } from "./component-task.ts";

export interface ListrProgressOptions {
  /** The terminal to draw on, usually standard error. */
  readonly stream: NodeJS.WriteStream;
  readonly colour: boolean;
  /** Tells what happens before the list is drawn, and remarks after it. */
  readonly lines: Progress;
}

/** Draws where the stream is a terminal even if standard output is a file, which listr2 looks at by itself. */
class StreamRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

const withoutColours = Object.fromEntries(
  Object.values(ListrDefaultRendererLogLevels).map((level) => [level, (text?: string) => text ?? ""]),
);

/** A list of waves and components that is redrawn while they are deployed, and leaves the terminal clean for the result. */
export class ListrProgress implements Progress {
  private readonly tasks = new Map<string, ComponentTask>();
  private held: DeployEvent[] = [];
  private running: Promise<unknown> | undefined;
  private stopping = false;

  constructor(private readonly options: ListrProgressOptions) {}

  emit(event: DeployEvent): void {
    switch (event.type) {
      case "deployment-started":
        this.start(event.waves, event.actions);
        return;
      case "component-started":
        this.tasks.get(event.address)?.started();
        return;
      case "resource":
        this.says(event.address, `${event.operation} ${event.resourceType} ${event.resource} ${event.phase}`);
        return;
      case "health":
        this.says(event.address, event.detail);
        return;
      case "component-finished":
        this.tasks.get(event.address)?.finished(event.status, formatDuration(event.durationMs), event.error);
        return;
      case "stopping":
        if (!this.running) this.options.lines.emit(event);
        for (const task of this.tasks.values()) task.says(event.detail);
        this.stopping = true;
        return;
      case "wave-started":
      case "wave-finished":
      case "deployment-finished":
        return;
      default:
        if (this.running) this.held.push(event);
        else this.options.lines.emit(event);
    }
  }

  async close(): Promise<void> {
    for (const task of this.tasks.values()) task.end();
    await this.running;
    this.running = undefined;
    const { lines } = this.options;
    for (const event of this.held.splice(0)) lines.emit(event);
    await lines.close();
  }

  /** Below a component's line; once the run is stopping, that is the news that stays. */
  private says(address: string, text: string): void {
    if (!this.stopping) this.tasks.get(address)?.says(text);
  }

  private start(waves: readonly (readonly string[])[], actions: Readonly<Record<string, Action>>): void {
    const list = waves.map((wave, index): ListrTask => {
      const tasks = wave.map((address) => {
        const task = new ComponentTask(address, actions[address] ?? "UPDATE");
        this.tasks.set(address, task);
        return task.toListr();
      });
      return {
        title: `Wave ${index + 1}`,
        task: (_context, wrapper) => wrapper.newListr(tasks, { concurrent: true, exitOnError: false }),
      };
    });
    const { stream, colour } = this.options;
    const logger = new ListrLogger({
      useIcons: true,
      toStderr: [],
      processOutput: new ProcessOutput(stream, stream),
    });
    const listr = new Listr(list, {
      renderer: StreamRenderer,
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: {
        clearOutput: true,
        collapseSubtasks: false,
        collapseErrors: false,
        formatOutput: "truncate",
        logger,
        ...(colour ? {} : { color: withoutColours }),
      },
    });
    // Failures are told by the report; here they only turn a line red.
    this.running = listr.run().catch(() => {});
  }
}
