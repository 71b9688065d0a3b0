import type { Clock } from "../../ports/clock.ts";
import type { LatencyRequest } from "../../ports/simulated-account.ts";
import type { AccountFolder } from "./account-folder.ts";
import { type FaultTarget, matchesType } from "./faults.ts";

/** Seconds that AWS usually takes for a type. */
export interface UsualSeconds {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

interface Latencies {
  readonly default: number | null;
  readonly components: Readonly<Record<string, number>>;
  readonly types: Readonly<Record<string, number>>;
  /** Simulated seconds that pass in one real second. */
  readonly scale: number;
}

const none: Latencies = { default: null, components: {}, types: {}, scale: 1 };

/** How long calls take, in simulated seconds on a scaled clock. */
export class Latency {
  constructor(
    private readonly folder: AccountFolder,
    private readonly clock: Clock,
    /** Where nothing was set, AWS's usual times are taken instead of none. */
    private readonly realistic: boolean,
  ) {}

  set(request: LatencyRequest): void {
    this.#write((now) => {
      const { target, seconds } = request;
      if (target === "default") return { ...now, default: seconds };
      if ("type" in target) return { ...now, types: { ...now.types, [target.type]: seconds } };
      return { ...now, components: { ...now.components, [target.component]: seconds } };
    });
  }

  setScale(scale: number): void {
    this.#write((now) => ({ ...now, scale }));
  }

  /** Milliseconds by the caller's clock that an operation takes: a component's latency, else its type's, else the default. */
  durationMs(operation: keyof UsualSeconds, target: FaultTarget, usual: UsualSeconds): number {
    const latencies = this.#read();
    const component = target.component === null ? undefined : latencies.components[target.component];
    const type = Object.entries(latencies.types).find(([wanted]) => matchesType(wanted, target.type))?.[1];
    const seconds = component ?? type ?? latencies.default ?? (this.realistic ? usual[operation] : 0);
    return (seconds * 1000) / latencies.scale;
  }

  /** Resolves when the clock has reached a time. */
  async until(atMs: number, signal: AbortSignal): Promise<void> {
    const remaining = atMs - this.clock.nowMs();
    if (remaining > 0 && !signal.aborted) await this.clock.sleep(remaining, signal);
  }

  #read(): Latencies {
    return this.folder.read<Latencies>("settings", "latencies") ?? none;
  }

  #write(change: (now: Latencies) => Latencies): void {
    this.folder.change(() => this.folder.write("settings", "latencies", change(this.#read())));
  }
}
