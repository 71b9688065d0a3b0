import type { EngineProgram, LiftOutput } from "../../ports/engine.ts";

/** How a component's program went. */
export interface ProgramRun {
  /** Names of its outputs, known after it ran. */
  names: readonly string[];
  /** What it threw, at once or inside of an output; the engine is interrupted then. */
  failure: unknown;
  readonly failed: AbortController;
}

export const newProgramRun = (): ProgramRun => ({ names: [], failure: undefined, failed: new AbortController() });

/** How long an unhandled rejection may wait for the program that it belongs to to be found. */
const attributionMs = 300;
const events = ["unhandledRejection", "uncaughtException"] as const;

/**
 * Keeps the failures of programs apart that run side by side. The SDK listens to the whole process: a rejection that
 * nobody handles fails every program that runs at that moment, and leaves the guilty one waiting for ever. So its
 * listeners are taken away while programs run, and each program's own failures are looked for where they arise: in
 * what it throws, in the properties of its resources, in its outputs.
 */
export class ProgramWatch {
  readonly #running = new Set<ProgramRun>();
  /** Failures that are known to belong to one program. */
  readonly #attributed = new WeakSet<object>();

  /** Runs a program. Where it fails the run is told, the engine is stopped through it, and this waits for that. */
  async run(program: EngineProgram, lift: LiftOutput, run: ProgramRun): Promise<Record<string, unknown>> {
    this.#running.add(run);
    run.failed.signal.addEventListener("abort", () => this.#running.delete(run), { once: true });
    this.#takeOver();
    const pulumi = await import("@pulumi/pulumi");
    const settled = (value: unknown): Promise<unknown> =>
      (pulumi.output(value) as unknown as { promise(): Promise<unknown> }).promise();
    const watch = (value: unknown): void => {
      settled(value).catch((error: unknown) => this.#fail(run, error));
    };
    pulumi.runtime.registerStackTransformation(({ props }) => {
      watch(props);
      return undefined;
    });
    try {
      const outputs = await program(lift);
      run.names = Object.keys(outputs);
      watch(outputs);
      return outputs;
    } catch (error) {
      this.#fail(run, error);
      return new Promise(() => {});
    }
  }

  /** The run is over. */
  end(run: ProgramRun): void {
    this.#running.delete(run);
  }

  #takeOver(): void {
    for (const event of events) {
      for (const listener of process.listeners(event)) process.off(event, listener as () => void);
      process.on(event, this.#unhandled);
    }
  }

  readonly #unhandled = (error: unknown): void => {
    // A call to an engine that has ended; the run itself fails with the engine's reason.
    if (isCallFailure(error)) return;
    setTimeout(() => {
      if (isObject(error) && this.#attributed.has(error)) return;
      if (this.#running.size === 0) {
        // No program's failure but a bug of our own: it must end the process as it would without us.
        for (const event of events) process.off(event, this.#unhandled);
        throw error;
      }
      // Whose it is cannot be found out: it is better that all stop than that one goes on as if nothing were wrong.
      for (const run of this.#running) this.#fail(run, error);
    }, attributionMs);
  };

  #fail(run: ProgramRun, error: unknown): void {
    if (isCallFailure(error)) return;
    if (isObject(error)) this.#attributed.add(error);
    run.failure ??= error;
    run.failed.abort();
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A failed gRPC call has a numeric code and details; https://grpc.github.io/grpc/node/grpc.html */
const isCallFailure = (error: unknown): boolean =>
  isObject(error) && "details" in error && typeof (error as { code?: unknown }).code === "number";
