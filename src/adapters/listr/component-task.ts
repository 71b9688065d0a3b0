import type { ListrTask } from "listr2";
import type { ComponentStatus } from "../../model/deployment.ts";
import type { Action } from "../../model/plan.ts";

type Wrapper = Parameters<ListrTask["task"]>[1];

const doing: Readonly<Record<Action, string>> = {
  CREATE: "creating",
  UPDATE: "updating",
  REPLACE: "replacing",
  DELETE: "deleting",
  NO_OP: "unchanged",
};

/** One component's line in the list. It waits until the deployment's events say that the component has finished. */
export class ComponentTask {
  private wrapper: Wrapper | undefined;
  private title: string;
  private output = "";
  private result: "open" | "done" | "skipped" | "failed" = "open";
  private resolve: () => void = () => {};

  constructor(
    private readonly address: string,
    private readonly action: Action,
  ) {
    this.title = `${address} waiting`;
  }

  /** As listr2 wants it. Events may come before listr2 starts the task, and are caught up with then. */
  toListr(): ListrTask {
    return {
      title: this.title,
      task: async (_context, wrapper) => {
        this.wrapper = wrapper;
        if (this.result === "open") {
          this.draw();
          await new Promise<void>((resolve) => {
            this.resolve = resolve;
          });
        }
        this.draw();
        if (this.result === "skipped") wrapper.skip(this.title);
        if (this.result === "failed") throw new Error(this.output);
      },
    };
  }

  started(): void {
    this.title = `${this.address} ${doing[this.action]}`;
    this.draw();
  }

  /** What the component is at, below its line. */
  says(text: string): void {
    if (this.result !== "open") return;
    this.output = text;
    this.draw();
  }

  finished(status: ComponentStatus, duration: string, error: string | null): void {
    this.output = error?.split("\n")[0] ?? "";
    if (status === "SKIPPED") {
      this.title = `${this.address} not started`;
      this.end("skipped");
    } else if (status === "SUCCEEDED" || status === "NO_OP") {
      this.title = status === "NO_OP" ? `${this.address} unchanged` : `${this.address} (${duration})`;
      this.end("done");
    } else {
      this.title = `${this.address} ${status.toLowerCase()} (${duration})`;
      this.end("failed");
    }
  }

  /** Lets go of the line; a component that never finished says nothing more. */
  end(result: "done" | "skipped" | "failed" = "skipped"): void {
    if (this.result !== "open") return;
    this.result = result;
    this.resolve();
  }

  private draw(): void {
    if (!this.wrapper) return;
    this.wrapper.title = this.title;
    this.wrapper.output = this.output;
  }
}
