import { availableParallelism, hostname } from "node:os";
import { join } from "node:path";
import { DeployerError } from "../../diagnostics/deployer-error.ts";
import type { OwnedResource } from "../../ports/cloud-reader.ts";
import type {
  Engine,
  EngineOutcome,
  EnginePreview,
  EngineProgram,
  EngineRecovery,
  EngineRun,
  EngineTarget,
  RecordedResource,
} from "../../ports/engine.ts";
import { adoptInto, type Checkpoint } from "./checkpoint.ts";
import type { EngineBackend } from "./engine-backend.ts";
import { EngineCommand, EngineExit } from "./engine-command.ts";
import { EngineRunEvents, isBookkeeping } from "./engine-events.ts";
import { EngineSlots } from "./engine-slots.ts";
import { EngineWorkspaces, type OpenStack, type WorkspaceSettings } from "./engine-workspace.ts";
import { resourceChanges } from "./resource-changes.ts";
import { RunningEngines } from "./running-engines.ts";

export interface PulumiEngineOptions extends WorkspaceSettings {
  /** Finds the engine when it is first needed. Throws ENGINE_MISSING, ENGINE_VERSION. */
  locate(): Promise<{ readonly path: string; readonly version: string }>;
  readonly backend: EngineBackend;
}

/** The real Pulumi engine: one Pulumi stack per component, one process per run. */
export class PulumiEngine implements Engine {
  #ready: Promise<{ command: EngineCommand; workspaces: EngineWorkspaces }> | undefined;

  /** More engines at once than twice the cores only cost: they compete for the same CPU and hold memory meanwhile. */
  readonly #slots = new EngineSlots(2 * availableParallelism());

  constructor(private readonly options: PulumiEngineOptions) {}

  async prepare(): Promise<void> {
    await this.#prepared();
  }

  preview(run: EngineRun): Promise<EnginePreview> {
    return explained(run.target, async () => {
      const { workspaces } = await this.#prepared();
      const program = unprotected(run.program);
      using open = (await this.options.backend.hasCheckpoint(run.target))
        ? await workspaces.open(run.target, program)
        : await workspaces.openScratch(run.target, program);
      const events = new EngineRunEvents(undefined);
      await this.#running(run, open, events, (signal) =>
        open.stack.preview({ onEvent: events.receive, ...quiet, ...refreshed(run), signal }),
      );
      return {
        resources: resourceChanges(events.steps),
        outputs: events.outputs(open.program.names, run.target.pulumiStack),
      };
    });
  }

  up(run: EngineRun): Promise<EngineOutcome> {
    return explained(run.target, async () => {
      const { workspaces } = await this.#prepared();
      await this.#clearLeftLock(run.target);
      using open = await workspaces.open(run.target, run.program);
      const events = new EngineRunEvents(run.onProgress);
      await this.#running(run, open, events, (signal) =>
        open.stack.up({
          onEvent: events.receive,
          ...quiet,
          ...refreshed(run),
          ...(run.only ? { target: [...run.only] } : {}),
          signal,
        }),
      );
      return {
        outputs: events.outputs(open.program.names, run.target.pulumiStack),
        resources: events.resources,
      };
    });
  }

  destroy(run: Omit<EngineRun, "program">): Promise<void> {
    return explained(run.target, async () => {
      const { workspaces } = await this.#prepared();
      if (!(await this.options.backend.hasCheckpoint(run.target))) return;
      await this.#clearLeftLock(run.target);
      using open = await workspaces.open(run.target, undefined);
      const events = new EngineRunEvents(run.onProgress);
      await this.#running(run, open, events, (signal) =>
        open.stack.destroy({
          onEvent: events.receive,
          remove: true,
          suppressOutputs: true,
          suppressProgress: true,
          signal,
        }),
      );
    });
  }

  recover(target: EngineTarget, findOwned: () => Promise<readonly OwnedResource[]>): Promise<EngineRecovery> {
    return explained(target, async () => {
      const { workspaces } = await this.#prepared();
      const notes: string[] = [];
      if (await this.#clearLeftLock(target)) notes.push("cleared the lock that an interrupted engine left behind");
      const owned = await findOwned();
      const exists = await this.options.backend.hasCheckpoint(target);
      if (!exists && owned.length === 0) return { notes };
      using open = await workspaces.open(target, undefined);
      const exported = await open.stack.exportStack();
      const adoption = adoptInto(exported as unknown as Checkpoint, target, owned);
      if (!adoption.changed) return { notes };
      await open.stack.importStack(adoption.checkpoint as unknown as typeof exported);
      return { notes: [...notes, ...adoption.notes] };
    });
  }

  resources(target: EngineTarget): Promise<readonly RecordedResource[]> {
    return explained(target, async () => {
      if (!(await this.options.backend.hasCheckpoint(target))) return [];
      const { workspaces } = await this.#prepared();
      using open: OpenStack = await workspaces.open(target, undefined);
      const checkpoint = (await open.stack.exportStack()) as unknown as Checkpoint;
      return (checkpoint.deployment.resources ?? [])
        .filter((each) => !isBookkeeping(each.type) && !each.delete)
        .map(({ urn, type, id }) => ({ urn, type, id: id ?? null }))
        .sort((a, b) => a.urn.localeCompare(b.urn));
    });
  }

  /** Ends every engine that still runs, for a process that is going down. */
  async kill(): Promise<void> {
    const ready = await this.#ready?.catch(() => undefined);
    ready?.command.kill();
  }

  #prepared(): Promise<{ command: EngineCommand; workspaces: EngineWorkspaces }> {
    this.#ready ??= this.options.locate().then(({ path, version }) => {
      const running = new RunningEngines(join(this.options.pulumiHome, "running"));
      running.endOrphans();
      const command = new EngineCommand(path, version, (pid) => running.started(pid));
      return { command, workspaces: new EngineWorkspaces(command, this.options.backend, this.options) };
    });
    return this.#ready;
  }

  /** With Deployer's lock held, a lock that an engine left is stale; an engine of ours that still runs is ended first. */
  async #clearLeftLock(target: EngineTarget): Promise<boolean> {
    const left = await this.options.backend.leftLocks(target);
    if (left.length === 0) return false;
    for (const lock of left) {
      if (lock.hostname === hostname() && lock.pid > 0) await endProcess(lock.pid);
    }
    await this.options.backend.clearLocks(target);
    return true;
  }

  async #running(
    run: Pick<EngineRun, "target" | "signal">,
    open: OpenStack,
    events: EngineRunEvents,
    start: (signal: AbortSignal) => Promise<unknown>,
  ): Promise<void> {
    const signal = AbortSignal.any([...(run.signal ? [run.signal] : []), open.program.failed.signal]);
    try {
      await this.#slots.run(() => start(signal));
    } catch (error) {
      throw open.program.failure === undefined
        ? runFailure(run.target, events, error)
        : programFailure(run.target, open.program.failure);
    }
  }
}

/**
 * The same program with the engine's protection off: a preview must show that a protected resource would be replaced, where
 * the engine would only refuse. Whether it may happen is decided by the plan's approval, and `up` keeps the protection.
 */
function unprotected(program: EngineProgram): EngineProgram {
  return async (lift) => {
    const { runtime } = await import("@pulumi/pulumi");
    runtime.registerStackTransformation(({ props, opts }) => ({ props, opts: { ...opts, protect: false } }));
    return program(lift);
  };
}

const refreshed = (run: EngineRun) => (run.refresh ? { refresh: true } : {});

const quiet = { suppressOutputs: true, suppressProgress: true, color: "never" } as const;

/** Runs a task whose engines may end with an error: whichever of them it is, the user is told what it printed. */
async function explained<T>(target: EngineTarget, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw error instanceof EngineExit ? engineFailure(target, lastWords(error), error) : error;
  }
}

function runFailure(target: EngineTarget, events: EngineRunEvents, error: unknown): DeployerError {
  const printed =
    error instanceof EngineExit ? lastWords(error) : error instanceof Error ? error.message : String(error);
  return engineFailure(target, events.failure ?? printed, error);
}

const engineFailure = (target: EngineTarget, detail: string, cause: unknown): DeployerError =>
  new DeployerError("ENGINE_FAILED", {
    fault: "environment",
    summary: "The engine could not do what was asked.",
    detail,
    hint: "Mend the cause and run the same command again: it goes on from what was recorded.",
    address: target.address,
    cause,
  });

/** The kind's translation refused: its reason is about the configuration more often than about itself. */
function programFailure(target: EngineTarget, error: unknown): DeployerError {
  if (error instanceof DeployerError) return error;
  return new DeployerError("ENGINE_FAILED", {
    fault: "user",
    summary: "The component could not be translated to resources.",
    detail: error instanceof Error ? error.message : String(error),
    address: target.address,
    cause: error,
  });
}

function lastWords(exit: EngineExit): string {
  const lines = `${exit.stderr}\n${exit.stdout}`
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const errors = lines.filter((line) => line.startsWith("error:"));
  if (errors.length > 0) return errors.join(" ");
  if (exit.code === null)
    return "The engine was ended from outside before it was done, as systems do when their memory runs out.";
  return lines.slice(-3).join(" ") || exit.message;
}

/** Ends a process and waits until it is gone, for a second at most. */
async function endProcess(pid: number): Promise<void> {
  const alive = (signal: NodeJS.Signals | 0): boolean => {
    try {
      process.kill(pid, signal);
      return true;
    } catch {
      // No such process, or one of another user that cannot be our engine.
      return false;
    }
  };
  if (!alive("SIGKILL")) return;
  for (let waited = 0; waited < 1000 && alive(0); waited += 20) await Bun.sleep(20);
}
