import type { GraphDocument } from "./graph-json.ts";

const boxHeight = 48;
const gapX = 90;
const gapY = 22;
const margin = 24;
const headerHeight = 34;
/** A monospaced character is about this wide at the size of the address. */
const characterWidth = 7.9;

/** Lines that pass by a whole wave run above the boxes, each in a lane of its own, so that none hides behind a box. */
const laneHeight = 7;
const mostLanes = 40;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** The graph as a picture: a column per wave from left to right, an arrow from each component to what it depends on. */
export function graphSvg(graph: GraphDocument): string {
  const waves = new Map(graph.nodes.map((node) => [node.address, node.wave]));
  const passing = graph.edges.filter((edge) => (waves.get(edge.from) ?? 0) - (waves.get(edge.to) ?? 0) > 1);
  const boxes = layOut(graph, Math.min(passing.length, mostLanes) * laneHeight);
  const all = [...boxes.values()];
  const width = Math.ceil(Math.max(200, ...all.map((box) => box.x + box.width)) + margin);
  const height = Math.ceil(Math.max(80, ...all.map((box) => box.y + boxHeight)) + margin);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    "<title>Components and what they depend on</title>",
    "<style>",
    "  .background { fill: #ffffff }",
    "  .box { fill: #eef4ff; stroke: #3b6fb6; stroke-width: 1.2 }",
    "  .edge { fill: none; stroke: #7a8699; stroke-width: 1.4; stroke-linejoin: round }",
    "  .address { font: 13px ui-monospace, monospace; fill: #10233f }",
    "  .kind, .wave { font: 12px system-ui, sans-serif; fill: #51607a }",
    "  .wave { font-weight: 600 }",
    "</style>",
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z" fill="#7a8699"/></marker></defs>',
    `<rect class="background" width="${width}" height="${height}"/>`,
  ];
  graph.waves.forEach((wave, index) => {
    const first = boxes.get(wave[0] ?? "");
    if (first) lines.push(`<text class="wave" x="${first.x}" y="${margin + 12}">Wave ${index + 1}</text>`);
  });
  for (const edge of graph.edges) lines.push(...edgeLines(edge, boxes, passing.indexOf(edge)));
  for (const node of graph.nodes) lines.push(...nodeLines(node, boxes));
  return `${lines.join("\n")}\n</svg>\n`;
}

function layOut(graph: GraphDocument, lanesHeight: number): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  let x = margin;
  for (const wave of graph.waves) {
    const width = Math.round(Math.max(110, ...wave.map((address) => address.length * characterWidth + 28)));
    wave.forEach((address, row) => {
      boxes.set(address, { x, y: margin + headerHeight + lanesHeight + row * (boxHeight + gapY), width });
    });
    x += width + gapX;
  }
  return boxes;
}

function edgeLines(edge: GraphDocument["edges"][number], boxes: ReadonlyMap<string, Box>, passing: number): string[] {
  const from = boxes.get(edge.from);
  const to = boxes.get(edge.to);
  if (!from || !to) return [];
  const startX = from.x;
  const startY = from.y + boxHeight / 2;
  const endX = to.x + to.width;
  const endY = to.y + boxHeight / 2;
  const path =
    passing < 0 ? curve(startX, startY, endX, endY) : detour(startX, startY, endX, endY, passing % mostLanes);
  const title = `${edge.from} needs ${edge.to} (${edge.reasons.join(", ")})`;
  return [`<path class="edge" marker-end="url(#arrow)" d="${path}"><title>${escapeXml(title)}</title></path>`];
}

function curve(startX: number, startY: number, endX: number, endY: number): string {
  const bend = Math.max(40, (startX - endX) / 2);
  return `M${startX} ${startY}C${startX - bend} ${startY} ${endX + bend} ${endY} ${endX} ${endY}`;
}

/** Up between two waves, along a lane above the boxes, and down again. */
function detour(startX: number, startY: number, endX: number, endY: number, lane: number): string {
  const away = 16 + (lane % 9) * laneHeight;
  const laneY = margin + headerHeight - 10 + lane * laneHeight;
  return `M${startX} ${startY}H${startX - away}V${laneY}H${endX + away}V${endY}H${endX}`;
}

function nodeLines(node: GraphDocument["nodes"][number], boxes: ReadonlyMap<string, Box>): string[] {
  const box = boxes.get(node.address);
  if (!box) return [];
  return [
    `<rect class="box" x="${box.x}" y="${box.y}" width="${box.width}" height="${boxHeight}" rx="7"/>`,
    `<text class="address" x="${box.x + 14}" y="${box.y + 20}">${escapeXml(node.address)}</text>`,
    `<text class="kind" x="${box.x + 14}" y="${box.y + 37}">${escapeXml(node.kind)}</text>`,
  ];
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
