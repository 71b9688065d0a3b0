/** Time. Only adapters read a real one, so that everything else runs under a simulated clock. */
export interface Clock {
  /** Wall-clock milliseconds since the epoch: for people and records, never for deciding who waits for whom. */
  nowMs(): number;
  /** Milliseconds that only ever rise, from an arbitrary start: for durations, timeouts and leases. */
  monotonicMs(): number;
  /** Resolves after the time, or at once when the signal aborts. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}
