import type { ComponentGraph } from "../../model/graph.ts";
import type { PolicyReport } from "../../model/policy.ts";
import type { PolicyEngine } from "../../ports/policy-engine.ts";

/** Stage 5: what the policies say about the resolved components. */
export async function checkPolicies(graph: ComponentGraph, engine: PolicyEngine): Promise<PolicyReport> {
  return { graph, ...(await engine.evaluate(graph)) };
}
