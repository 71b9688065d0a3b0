import { isSeq, type Node } from "yaml";
import { type Block, type Entry, entriesOf, isBlock, type Lines } from "./block-entries.ts";
import type { KeyOrder } from "./key-order.ts";

const step = 2;

/** Lines from `from` up to, and without, `to`. */
interface Region {
  readonly from: number;
  readonly to: number;
}

/** An entry with all that goes where it goes. */
interface Chunk {
  readonly entry: Entry;
  /** Comments and empty lines above it. */
  readonly head: readonly string[];
  readonly body: Region;
}

const isEmpty = (line: string): boolean => line.trim() === "";
const columnOf = (line: string): number => line.length - line.trimStart().length;
const isComment = (line: string): boolean => line.trimStart().startsWith("#");

/** Writes a block anew, line by line: only indentation changes and the order of keys, never what a line says. */
export class Layout {
  constructor(
    private readonly lines: Lines,
    private readonly reorders: boolean,
  ) {}

  /** The lines of a block and of the comments in its region; undefined where it cannot be taken apart. */
  block(block: Block, region: Region, indent: number, order: KeyOrder | undefined): string[] | undefined {
    const entries = entriesOf(block, this.lines);
    if (!entries || !this.standApart(entries)) return undefined;
    const { chunks, footer } = this.chunksOf(entries, region);
    const sorted = this.reorders && order ? moved(chunks, order) : chunks;
    const inner = isSeq(block) ? order : undefined;
    const result = sorted.flatMap((chunk) => [
      ...reindented(chunk.head, indent),
      ...(chunk.entry.key === undefined
        ? this.item(chunk, indent, inner)
        : this.pair(chunk, indent, order?.below(chunk.entry.key))),
    ]);
    return [...result, ...reindented(footer, indent)];
  }

  /** Whether each entry begins on a line of its own, in one column. */
  private standApart(entries: readonly Entry[]): boolean {
    const [first] = entries;
    if (!first) return false;
    return entries.every((entry, index) => {
      const before = entries[index - 1];
      return entry.column === first.column && (!before || entry.line > before.lastLine);
    });
  }

  private chunksOf(
    entries: readonly Entry[],
    region: Region,
  ): { readonly chunks: Chunk[]; readonly footer: readonly string[] } {
    const chunks: Chunk[] = [];
    let from = region.from;
    entries.forEach((entry, index) => {
      const next = entries[index + 1]?.line ?? region.to;
      const head = this.lines.texts.slice(from, entry.line);
      let end = entry.lastLine + 1;
      // A comment that is indented more than the entry belongs to what is inside of it.
      for (let at = end; at < next; at++) {
        const line = this.lines.texts[at] ?? "";
        if (isComment(line) && columnOf(line) > entry.column) end = at + 1;
      }
      chunks.push({ entry, head, body: { from: entry.line, to: end } });
      from = end;
    });
    return { chunks, footer: this.lines.texts.slice(from, region.to) };
  }

  private pair({ entry, body }: Chunk, indent: number, order: KeyOrder | undefined): string[] {
    const first = (this.lines.texts[entry.line] ?? "").slice(entry.column);
    const inner = this.innerBlock(entry.value, body, indent + step, order);
    if (inner) return [pad(indent) + first.trimEnd(), ...inner];
    return this.asWritten(pad(indent) + first, body, indent - entry.column);
  }

  private item({ entry, body }: Chunk, indent: number, order: KeyOrder | undefined): string[] {
    const rest = (this.lines.texts[entry.line] ?? "").slice(entry.column + 1);
    const below = this.innerBlock(entry.value, body, indent + step, order);
    if (below) return [`${pad(indent)}-${rest.trim() === "" ? "" : ` ${rest.trim()}`}`, ...below];
    if (isBlock(entry.value)) {
      const beside = this.besideDash(entry, entry.value, body, indent, order);
      if (beside) return beside;
    }
    const first = rest.trim() === "" ? "-" : `- ${rest.trimStart()}`;
    return this.asWritten(pad(indent) + first, body, indent - entry.column);
  }

  /** A collection that begins on a line below its key or dash. */
  private innerBlock(value: Node | undefined, body: Region, indent: number, order: KeyOrder | undefined) {
    if (!isBlock(value)) return undefined;
    const start = entriesOf(value, this.lines)?.[0]?.line;
    if (start === undefined || start <= body.from) return undefined;
    const between = this.lines.texts.slice(body.from + 1, start);
    if (!between.every((line) => isEmpty(line) || isComment(line))) return undefined;
    return this.block(value, { from: body.from + 1, to: body.to }, indent, order);
  }

  /** A collection whose first entry stands beside the dash: `- name: x`. */
  private besideDash(
    entry: Entry,
    value: Block,
    body: Region,
    indent: number,
    order: KeyOrder | undefined,
  ): string[] | undefined {
    const first = entriesOf(value, this.lines)?.[0];
    const line = this.lines.texts[entry.line] ?? "";
    if (!first || first.line !== entry.line || !isEmpty(line.slice(entry.column + 1, first.column))) return undefined;
    const laid = this.block(value, body, indent + step, order);
    if (!laid) return undefined;
    // Comments of the key that now comes first go above the dash.
    const at = laid.findIndex((each) => !isEmpty(each) && !isComment(each));
    const above = laid.slice(0, at).map((each) => (isEmpty(each) ? "" : pad(indent) + each.trim()));
    return [...above, `${pad(indent)}- ${(laid[at] ?? "").trimStart()}`, ...laid.slice(at + 1)];
  }

  /** An entry whose lines are moved to the left or right together. */
  private asWritten(first: string, body: Region, delta: number): string[] {
    const others = this.lines.texts.slice(body.from + 1, body.to);
    return [others.length === 0 ? first.trimEnd() : first, ...others.map((line) => shifted(line, delta))];
  }
}

const pad = (columns: number): string => " ".repeat(columns);

const reindented = (lines: readonly string[], indent: number): string[] =>
  lines.map((line) => (isEmpty(line) ? "" : pad(indent) + line.trim()));

function shifted(line: string, delta: number): string {
  if (delta >= 0) return line === "" ? "" : pad(delta) + line;
  return line.slice(Math.min(-delta, columnOf(line)));
}

/** Chunks in the order of their keys; keys that nobody knows stay behind the others, in the order that they had. */
function moved(chunks: readonly Chunk[], order: KeyOrder): readonly Chunk[] {
  if (chunks.some(({ entry }) => entry.key === undefined)) return chunks;
  const rank = ({ entry }: Chunk): number => {
    if (entry.key === "$patch") return -1;
    const known = order.keys.indexOf(entry.key ?? "");
    return known === -1 ? order.keys.length : known;
  };
  const sorted = [...chunks].sort((a, b) => rank(a) - rank(b));
  const [oldFirst] = chunks;
  const [newFirst] = sorted;
  if (!oldFirst || !newFirst || oldFirst === newFirst) return sorted;
  // The empty lines that set it apart now set apart the one whose place it took.
  const count = newFirst.head.findIndex((line) => !isEmpty(line));
  const blanks = newFirst.head.slice(0, count === -1 ? newFirst.head.length : count);
  return sorted.map((chunk) => {
    if (chunk === newFirst) return { ...chunk, head: chunk.head.slice(blanks.length) };
    return chunk === oldFirst ? { ...chunk, head: [...blanks, ...chunk.head] } : chunk;
  });
}
