import type { Clock } from "../../ports/clock.ts";

/** A clock that stands still until it is slept on, and then jumps. */
export class SimulatedClock implements Clock {
  #nowMs = Date.UTC(2025, 0, 1);
  readonly slept: number[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  async sleep(durationMs: number): Promise<void> {
    this.slept.push(durationMs);
    this.#nowMs += durationMs;
  }

  advance(durationMs: number): void {
    this.#nowMs += durationMs;
  }
}
