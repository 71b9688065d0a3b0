import type { ComponentGraph } from "./graph.ts";

/** What a policy says about a component or a plan. */
export interface PolicyFinding {
  readonly policy: string;
  readonly message: string;
  readonly address?: string;
}

/** Stage 5: the graph, and what the policies say about it. */
export interface PolicyReport {
  readonly graph: ComponentGraph;
  /** How many policies were evaluated. */
  readonly checked: number;
  readonly warnings: readonly PolicyFinding[];
  /** One is enough to forbid the deployment. */
  readonly violations: readonly PolicyFinding[];
}
