import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { Address } from "../../model/address.ts";
import type { ResolvedComponent, ValidComponent, ValidConfig } from "../../model/configuration.ts";
import { type ComponentGraph, dependenciesOf, type GraphEdge } from "../../model/graph.ts";
import { cyclicSets, shortestCycle } from "./cycles.ts";
import { findEdges, type PlacedEdge } from "./edges.ts";
import { selectComponents } from "./selection.ts";
import { findWaves } from "./waves.ts";

/** Stage 4. Its diagnostics hold those of the stages before it, too. */
export function buildGraph(valid: ValidConfig): ComponentGraph {
  const diagnostics: Diagnostic[] = [...valid.diagnostics];
  const all: readonly ResolvedComponent[] = [...valid.components, ...(valid.rejected ?? [])];
  const allEdges = findEdges(all);
  const cyclic = reportCycles(all, allEdges, diagnostics);
  const byAddress = new Map(valid.components.map((each) => [each.address, each]));
  const addresses = [...byAddress.keys()].sort();
  const edges = allEdges.filter(({ from, to }) => byAddress.has(from) && byAddress.has(to));
  const sound = edges.filter(({ from, to }) => !(cyclic.has(from) && cyclic.get(from) === cyclic.get(to)));
  const waves = findWaves(addresses, dependenciesOf({ edges: sound }));
  const components = new Map<Address, ValidComponent>();
  for (const address of waves.flat()) {
    const component = byAddress.get(address);
    if (component) components.set(address, component);
  }
  const selected = selectComponents(valid, (diagnostic) => diagnostics.push(diagnostic));
  return { config: valid, components, edges: edges.map(withoutPlace), waves, selected, diagnostics };
}

const withoutPlace = ({ from, to, reasons }: PlacedEdge): GraphEdge => ({ from, to, reasons });

/** Reports every circle, those through refused components included, and says which circle each member belongs to. */
function reportCycles(
  all: readonly ResolvedComponent[],
  edges: readonly PlacedEdge[],
  diagnostics: Diagnostic[],
): Map<Address, number> {
  const outgoing = dependenciesOf({ edges });
  const sets = cyclicSets(all.map((each) => each.address).sort(), outgoing);
  const members = new Map<Address, number>();
  if (sets.length === 0) return members;
  const components = new Map(all.map((each) => [each.address, each]));
  const places = new Map(edges.map((edge) => [`${edge.from} ${edge.to}`, edge]));
  sets.forEach((set, index) => {
    for (const address of set) members.set(address, index);
    diagnostics.push(cycleDiagnostic(shortestCycle(set, outgoing), components, places));
  });
  return members;
}

function cycleDiagnostic(
  cycle: readonly Address[],
  components: ReadonlyMap<Address, ResolvedComponent>,
  places: ReadonlyMap<string, PlacedEdge>,
): Diagnostic {
  const steps = cycle.slice(1).map((to, index) => {
    const from = cycle[index];
    const edge = places.get(`${from} ${to}`);
    const at = edge?.path && components.get(edge.from)?.locate(edge.path);
    return { text: `${from} -> ${to} (${edge?.reasons.join(", ")}${at ? ` at ${at.file}:${at.line}` : ""})`, at };
  });
  return errorDiagnostic("DEPENDENCY_CYCLE", {
    summary: "Components depend on one another in a circle",
    detail: `${cycle.join(" -> ")}: ${steps.map((step) => step.text).join("; ")}.`,
    hint: cycle.length === 2 ? "Remove the reference of the component to itself." : "Remove one of these references.",
    at: steps.find((step) => step.at)?.at,
    address: cycle[0],
  });
}
