import type { FaultRequest } from "../../ports/simulated-account.ts";
import type { AccountFolder } from "./account-folder.ts";

/** A fault as it is kept: what was asked for, when, and how often it will still strike. */
export interface Fault {
  readonly number: number;
  readonly component: string | null;
  readonly type: string | null;
  readonly operation: FaultRequest["operation"];
  /** null: until it is removed. */
  readonly remaining: number | null;
  readonly message: string | null;
  readonly setAtMs: number;
}

/** What a fault may strike. */
export interface FaultTarget {
  readonly type: string;
  readonly component: string | null;
}

/** Faults that were asked for, oldest first; a fault with a limit is gone once it has struck that often. */
export class Faults {
  constructor(private readonly folder: AccountFolder) {}

  add(request: FaultRequest, nowMs: number): void {
    this.folder.change(() => {
      const number = Math.max(0, ...this.#all().map((each) => each.number)) + 1;
      const fault: Fault = {
        number,
        component: request.component ?? null,
        type: request.type ?? null,
        operation: request.operation,
        remaining: request.times ?? null,
        message: request.message ?? null,
        setAtMs: nowMs,
      };
      this.folder.write("faults", String(number), fault);
    });
  }

  /** The first fault that would strike, which is not used up by looking. */
  find(operation: Fault["operation"], target: FaultTarget): Fault | undefined {
    return this.#all().find((each) => each.operation === operation && strikes(each, target));
  }

  /** The fault that strikes now, and uses it up once. */
  strike(
    operation: Fault["operation"],
    target: FaultTarget,
    condition: (fault: Fault) => boolean = () => true,
  ): Fault | undefined {
    const found = this.find(operation, target);
    if (!found || !condition(found)) return undefined;
    return this.folder.change(() => {
      const fault = this.find(operation, target);
      if (!fault) return undefined;
      const { remaining } = fault;
      if (remaining === null) return fault;
      if (remaining <= 1) this.folder.remove("faults", String(fault.number));
      else this.folder.write("faults", String(fault.number), { ...fault, remaining: remaining - 1 });
      return fault;
    });
  }

  #all(): Fault[] {
    return [...this.folder.list<Fault>("faults")].sort((a, b) => a.number - b.number);
  }
}

function strikes(fault: Fault, target: FaultTarget): boolean {
  if (fault.component !== null && fault.component !== target.component) return false;
  return fault.type === null || matchesType(fault.type, target.type);
}

/** Whether a type token is the one asked for, which may be its last part only. */
export const matchesType = (wanted: string, type: string): boolean =>
  wanted === type || wanted.toLowerCase() === type.slice(type.lastIndexOf(":") + 1).toLowerCase();
