import type { Address, EnvironmentName, Region, StackName } from "../model/address.ts";
import type { Outputs, OutputValue } from "../model/output-value.ts";
import type { ResourceChange } from "../model/plan.ts";
import type { OwnedResource } from "./cloud-reader.ts";

/** One component's Pulumi stack: project, stack and where its checkpoint lives. */
export interface EngineTarget {
  readonly stack: StackName;
  readonly environment: EnvironmentName;
  readonly address: Address;
  readonly region: Region;
  readonly pulumiStack: string;
}

/** Turns an output of an upstream component into a Pulumi output, an unknown one into a Pulumi unknown. */
export type LiftOutput = (value: OutputValue) => unknown;

/** Makes the component's resources; runs inside the engine's program and returns its outputs (Pulumi inputs). */
export type EngineProgram = (lift: LiftOutput) => Promise<Record<string, unknown>>;

/** A step of the engine, as it happens. */
export interface EngineProgress {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly operation: string;
  readonly phase: "started" | "finished" | "failed";
}

export interface EngineRun {
  readonly target: EngineTarget;
  readonly program: EngineProgram;
  readonly onProgress?: (progress: EngineProgress) => void;
  /** URNs to which the run is limited: nothing else is touched or made. Absent: the whole component. */
  readonly only?: readonly string[];
  /** Asks AWS first how every resource really is: after a failure the checkpoint may say what AWS has long taken back. */
  readonly refresh?: boolean;
  /** Aborting it interrupts the engine as Ctrl+C would: what runs is finished, nothing else is started. */
  readonly signal?: AbortSignal;
}

export interface EnginePreview {
  readonly resources: readonly ResourceChange[];
  readonly outputs: Outputs;
}

export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly id: string | null;
}

export interface EngineOutcome {
  readonly outputs: Outputs;
  /** Every resource of the component after the run. */
  readonly resources: readonly RecordedResource[];
}

/** What a cut-off run left behind and what was done about it, in words for the user; empty when nothing was. */
export interface EngineRecovery {
  readonly notes: readonly string[];
}

/**
 * Infrastructure engine. Failures are thrown as DeployerError ENGINE_FAILED with the provider's own reason; what was
 * made before a failure is in the checkpoint.
 */
export interface Engine {
  /** Checks that the engine is there and of the pinned version. Throws ENGINE_MISSING, ENGINE_VERSION. */
  prepare(): Promise<void>;
  /** Says what a run would do and changes nothing, nowhere. */
  preview(run: EngineRun): Promise<EnginePreview>;
  up(run: EngineRun): Promise<EngineOutcome>;
  /** Deletes every resource of the component and its checkpoint. Needs no program. */
  destroy(run: Omit<EngineRun, "program">): Promise<void>;
  /**
   * Makes a component's checkpoint usable after a run was cut off: ends what still runs, clears the engine's own lock, and
   * takes resources that exist in the account but not in the checkpoint into it. `findOwned` is called when nothing runs
   * any more that could make another one.
   */
  recover(target: EngineTarget, findOwned: () => Promise<readonly OwnedResource[]>): Promise<EngineRecovery>;
  /** Resources that the checkpoint holds now; empty where there is none. */
  resources(target: EngineTarget): Promise<readonly RecordedResource[]>;
}
