import type { GraphDocument } from "./graph-json.ts";

/** The graph in Graphviz's language. */
export function graphDot(graph: GraphDocument): string {
  const lines = ["digraph deployer {", "  rankdir=RL;", '  node [shape=box, style=rounded, fontname="sans-serif"];'];
  graph.waves.forEach((wave, index) => {
    lines.push(`  subgraph wave_${index + 1} {`, "    rank=same;");
    for (const address of wave) {
      const kind = graph.nodes.find((node) => node.address === address)?.kind ?? "";
      lines.push(`    ${quote(address)} [label=${quote(`${address}\n${kind}`)}];`);
    }
    lines.push("  }");
  });
  for (const edge of graph.edges) {
    lines.push(`  ${quote(edge.from)} -> ${quote(edge.to)} [label=${quote(edge.reasons.join(", "))}];`);
  }
  return `${lines.join("\n")}\n}\n`;
}

const quote = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
