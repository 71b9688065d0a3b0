/** The end of the process, at one call of a port. */
export class Crash extends Error {
  constructor() {
    super("the process was killed");
    this.name = "Crash";
  }
}

/** Kills a process at its n-th step: from then on it can do nothing any more. */
export class CrashPoint {
  steps = 0;

  constructor(private readonly at: number) {}

  get dead(): boolean {
    return this.steps >= this.at;
  }

  step(): void {
    this.steps++;
    if (this.dead) throw new Crash();
  }

  /** Wraps a port so that the process may die before and after each of its calls. */
  wrap<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          this.step();
          const result: unknown = await (member as (...given: unknown[]) => unknown).apply(target, args);
          this.step();
          return result;
        };
      },
    });
  }
}
