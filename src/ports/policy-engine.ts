import type { ComponentGraph } from "../model/graph.ts";
import type { PolicyReport } from "../model/policy.ts";

/** Evaluates policies. */
export interface PolicyEngine {
  evaluate(graph: ComponentGraph): Promise<Omit<PolicyReport, "graph">>;
}
