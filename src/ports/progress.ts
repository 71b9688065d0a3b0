import type { DeployEvent } from "../model/event.ts";

/** Shows a long run as it goes. */
export interface Progress {
  emit(event: DeployEvent): void;
  /** Leaves the terminal as it was found. */
  close(): Promise<void>;
}
