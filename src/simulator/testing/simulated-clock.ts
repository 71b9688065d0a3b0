import type { Clock } from "../../ports/clock.ts";

/** A clock that stands still until it is slept on, and then jumps; or, when it is held, until it is advanced. */
export class SimulatedClock implements Clock {
  #nowMs = Date.UTC(2025, 0, 1);
  readonly slept: number[] = [];
  held = false;
  #sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  async sleep(durationMs: number): Promise<void> {
    this.slept.push(durationMs);
    if (!this.held) {
      this.#nowMs += durationMs;
      return;
    }
    const atMs = this.#nowMs + durationMs;
    await new Promise<void>((wake) => this.#sleepers.push({ atMs, wake }));
  }

  advance(durationMs: number): void {
    this.#nowMs += durationMs;
    for (const each of this.#sleepers) if (each.atMs <= this.#nowMs) each.wake();
    this.#sleepers = this.#sleepers.filter((each) => each.atMs > this.#nowMs);
  }
}
