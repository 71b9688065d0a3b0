import type { Address } from "../../model/address.ts";
import type { ResolvedComponent, ValidComponent } from "../../model/configuration.ts";
import type { EdgeReason, GraphEdge } from "../../model/graph.ts";
import type { JsonPath } from "../../model/json.ts";

/** An edge with the place that makes it; one that comes from the kind alone has none. */
export interface PlacedEdge extends GraphEdge {
  readonly path: JsonPath | undefined;
}

const reasonOrder: readonly EdgeReason[] = ["dependsOn", "valueFrom", "infrastructure"];

/** What every component waits for, one edge per pair, leaving out what is not there to be waited for. */
export function findEdges(
  components: readonly (ResolvedComponent & Partial<Pick<ValidComponent, "foundations">>)[],
): PlacedEdge[] {
  const known = new Set(components.map((each) => each.address));
  const edges: PlacedEdge[] = [];
  for (const component of components) {
    const found = new Map<Address, { reasons: Set<EdgeReason>; path: JsonPath | undefined }>();
    const add = (to: Address, reason: EdgeReason, path: JsonPath | undefined) => {
      if (!known.has(to)) return;
      const edge = found.get(to);
      if (edge) edge.reasons.add(reason);
      else found.set(to, { reasons: new Set([reason]), path });
    };
    for (const each of component.dependsOn) add(each.component, "dependsOn", each.path);
    for (const each of component.references) add(each.component, "valueFrom", each.path);
    for (const each of component.foundations ?? []) add(each, "infrastructure", undefined);
    for (const to of [...found.keys()].sort()) {
      const edge = found.get(to);
      if (!edge) continue;
      const reasons = reasonOrder.filter((reason) => edge.reasons.has(reason));
      edges.push({ from: component.address, to, reasons, path: edge.path });
    }
  }
  return edges;
}
