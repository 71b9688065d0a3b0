import type { GraphDocument } from "./graph-json.ts";

/** The graph as a Mermaid flowchart. Nodes have made-up ids, because addresses hold characters that ids cannot. */
export function graphMermaid(graph: GraphDocument): string {
  const ids = new Map(graph.nodes.map((node, index) => [node.address, `n${index + 1}`]));
  const lines = ["flowchart RL"];
  graph.waves.forEach((wave, index) => {
    lines.push(`  subgraph wave${index + 1}["Wave ${index + 1}"]`);
    for (const address of wave) {
      const kind = graph.nodes.find((node) => node.address === address)?.kind ?? "";
      lines.push(`    ${ids.get(address)}["${escapeText(address)}<br/>${escapeText(kind)}"]`);
    }
    lines.push("  end");
  });
  for (const edge of graph.edges) {
    lines.push(`  ${ids.get(edge.from)} -->|${escapeText(edge.reasons.join(", "))}| ${ids.get(edge.to)}`);
  }
  return `${lines.join("\n")}\n`;
}

const escapeText = (text: string): string => text.replace(/["#<>&|]/g, (character) => `#${character.codePointAt(0)};`);
