import type { Scope } from "../../model/address.ts";
import type { EngineTarget } from "../../ports/engine.ts";

/** A lock file that an engine left in its backend. */
export interface LeftLock {
  readonly pid: number;
  readonly hostname: string;
}

/** Where the engine keeps its checkpoints, and what Deployer must do there itself. */
export interface EngineBackend {
  /** The backend's address as the engine takes it. Creates what must exist for the engine to start. */
  url(scope: Scope): Promise<string>;
  /** The scope's data key, encrypted by the secrets provider; undefined before the first component was made. */
  readDataKey(scope: Scope): Promise<string | undefined>;
  /** Keeps the data key unless there is one already, and returns the one that counts. */
  keepDataKey(scope: Scope, encryptedKey: string): Promise<string>;
  /** Locks that engines left on a component's checkpoint. With Deployer's lock held every one of them is stale. */
  leftLocks(target: EngineTarget): Promise<LeftLock[]>;
  clearLocks(target: EngineTarget): Promise<void>;
  /** Whether a component has a checkpoint. */
  hasCheckpoint(target: EngineTarget): Promise<boolean>;
}
