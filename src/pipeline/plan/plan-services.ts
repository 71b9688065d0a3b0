import type { KindRegistry } from "../../kinds/kind.ts";
import type { Engine } from "../../ports/engine.ts";

/** What planning needs from outside. */
export interface PlanServices {
  readonly engine: Engine;
  readonly kinds: KindRegistry;
}
