import type { ComponentGraph } from "../../model/graph.ts";

/** What the graph's views are drawn from: the part of the graph that a run may touch. */
export interface GraphDocument {
  readonly nodes: readonly { readonly address: string; readonly kind: string; readonly wave: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly reasons: readonly string[] }[];
  readonly waves: readonly (readonly string[])[];
}

/** A graph as `--json` prints it. Waves count from 1, as people read them. */
export function graphJson(graph: ComponentGraph): GraphDocument {
  const waves = graph.waves
    .map((wave) => wave.filter((address) => graph.selected.has(address)))
    .filter((wave) => wave.length > 0);
  return {
    nodes: waves.flatMap((wave, index) =>
      wave.map((address) => ({ address, kind: graph.components.get(address)?.kind ?? "", wave: index + 1 })),
    ),
    edges: graph.edges
      .filter((edge) => graph.selected.has(edge.from) && graph.selected.has(edge.to))
      .map(({ from, to, reasons }) => ({ from, to, reasons })),
    waves,
  };
}
