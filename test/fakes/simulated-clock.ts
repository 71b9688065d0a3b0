import type { Clock } from "../../src/ports/clock.ts";

/** Time that passes only when someone sleeps. */
export class SimulatedClock implements Clock {
  #ms = Date.UTC(2026, 0, 2);

  nowMs(): number {
    return this.#ms;
  }

  monotonicMs(): number {
    return this.#ms;
  }

  async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    // A heartbeat waits for the end of the deployment, not for time: it must not push time on for all others.
    if (durationMs >= 30_000 && signal) {
      if (!signal.aborted)
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      return;
    }
    this.#ms += durationMs;
    await Promise.resolve();
  }
}
