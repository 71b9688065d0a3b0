import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Address } from "./address.ts";
import type { ValidComponent, ValidConfig } from "./configuration.ts";

/** Why one component must wait for another. */
export type EdgeReason = "dependsOn" | "valueFrom" | "infrastructure";

/** Runs from the dependent to what it depends on. */
export interface GraphEdge {
  readonly from: Address;
  readonly to: Address;
  readonly reasons: readonly EdgeReason[];
}

/** Stage 4: components in an order in which they can be deployed. */
export interface ComponentGraph {
  readonly config: ValidConfig;
  /** By address, in the order of the waves. */
  readonly components: ReadonlyMap<Address, ValidComponent>;
  readonly edges: readonly GraphEdge[];
  /** Components of one wave do not depend on one another; each wave depends on earlier ones only. */
  readonly waves: readonly (readonly Address[])[];
  /** What this run may touch: all components, or those that `--service` and `--component` name, with their foundation. */
  readonly selected: ReadonlySet<Address>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What each component depends on directly. */
export function dependenciesOf(graph: Pick<ComponentGraph, "edges">): ReadonlyMap<Address, readonly Address[]> {
  const result = new Map<Address, Address[]>();
  for (const { from, to } of graph.edges) {
    const list = result.get(from);
    if (list) list.push(to);
    else result.set(from, [to]);
  }
  return result;
}
