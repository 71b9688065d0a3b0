/** A piece of a document that is marked by a comment before it. */
export interface Block {
  readonly kind: "file" | "run" | "output" | "generated";
  /** What stands after the colon, up to the first semicolon: a path, an exit code, a command or a name. */
  readonly argument: string;
  /** What stands after the semicolon. */
  readonly option: string;
  /** Number of the marker's line, from 1. */
  readonly line: number;
  /** The lines that the block holds, by index: from `start`, up to but without `end`. */
  readonly start: number;
  readonly end: number;
  readonly content: string;
}

const marker = /^<!-- (file|run|output|generated)(?:: ([^;]*?)(?:; (.*?))?)? -->$/;
const notRun = /^<!-- not run: .+ -->$/;
const fence = /^```(\w*)$/;
const endOfGenerated = "<!-- end -->";

/** Every marked block of a document, in order. Throws where a marker is followed by something else than its block. */
export function blocksOf(text: string): Block[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const match = marker.exec(line);
    if (!match) return [];
    const kind = match[1] as Block["kind"];
    const start = index + (kind === "generated" ? 1 : 2);
    const end = lines.indexOf(kind === "generated" ? endOfGenerated : "```", start);
    const opened = kind === "generated" || fence.test(lines[index + 1] ?? "");
    if (!opened || end < 0) throw new Error(`line ${index + 1}: no block follows ${line}`);
    const content = lines.slice(start, end).join("\n");
    return [{ kind, argument: match[2] ?? "", option: match[3] ?? "", line: index + 1, start, end, content }];
  });
}

/** The document with new content in some of its blocks. */
export function withContents(text: string, contents: ReadonlyMap<Block, string>): string {
  const lines = text.split("\n");
  // From the end, so that the line numbers of the blocks before stay right.
  for (const [block, content] of [...contents].sort(([a], [b]) => b.start - a.start))
    lines.splice(block.start, block.end - block.start, ...content.split("\n"));
  return lines.join("\n");
}

/** Lines where an example in YAML or for the shell begins that no marker says what to do with. */
export function unmarkedExamples(text: string): number[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    if (!/^```(?:ya?ml|sh|bash)$/.test(line)) return [];
    const before = lines[index - 1] ?? "";
    return marker.test(before) || notRun.test(before) ? [] : [index + 1];
  });
}
