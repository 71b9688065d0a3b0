import type { GraphDocument } from "./graph-json.ts";
import { displayWidth, joinLines, padRight } from "./layout.ts";
import type { Style } from "./style.ts";

/** The waves, each component with what it depends on below it. */
export function graphView(graph: GraphDocument, style: Style): string {
  const kinds = new Map(graph.nodes.map((node) => [node.address, node.kind]));
  const width = Math.max(0, ...graph.nodes.map((node) => displayWidth(node.address)));
  const lines: string[] = [];
  graph.waves.forEach((wave, index) => {
    if (index > 0) lines.push("");
    lines.push(style.paint(`Wave ${index + 1}`, "bold"));
    for (const address of wave) {
      lines.push(`  ${style.paint(padRight(address, width), "cyan")}  ${kinds.get(address) ?? ""}`);
      const edges = graph.edges.filter((edge) => edge.from === address);
      edges.forEach((edge, at) => {
        const branch = at === edges.length - 1 ? "└─" : "├─";
        lines.push(style.paint(`    ${branch} needs ${edge.to} (${edge.reasons.join(", ")})`, "dim"));
      });
    }
  });
  return lines.length === 0 ? "The stack has no components.\n" : joinLines(lines);
}
