import type { KindRegistry } from "../../kinds/kind.ts";
import type { DeploymentId } from "../../model/address.ts";
import type { DeployEvent } from "../../model/event.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CloudReader } from "../../ports/cloud-reader.ts";
import type { Engine } from "../../ports/engine.ts";
import type { Recorder } from "../../ports/recorder.ts";

/** What execution needs from outside. */
export interface ExecuteServices {
  readonly engine: Engine;
  readonly cloud: CloudReader;
  readonly clock: Clock;
  readonly kinds: KindRegistry;
  readonly recorder: Recorder;
  readonly emit: (event: DeployEvent) => void;
  /** Throws LOCK_LOST where this process may no longer act; asked before every engine. */
  readonly assertLease: () => void;
}

export interface ExecuteOptions {
  readonly deploymentId: DeploymentId;
  /** Components worked on at once, at most. */
  readonly parallelism: number;
  /** Aborted: what runs is finished, nothing else is started. */
  readonly stop: AbortSignal;
  /** Aborted: running engines are interrupted. */
  readonly interrupt: AbortSignal;
}
