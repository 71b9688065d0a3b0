import { type CST, isCollection, isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml";

export type Block = YAMLMap | YAMLSeq;

/** One key with its value, or one item of a list, of a collection that is written in block style. */
export interface Entry {
  /** Undefined for an item of a list. */
  readonly key: string | undefined;
  readonly value: Node | undefined;
  readonly line: number;
  /** Of the key or the dash, counted from 0. */
  readonly column: number;
  /** The last line that holds something of the entry besides comments. */
  readonly lastLine: number;
}

/** Turns offsets into lines and columns, both counted from 0. */
export class Lines {
  readonly texts: readonly string[];
  private readonly starts: number[] = [];

  constructor(readonly text: string) {
    this.texts = text.split("\n");
    let at = 0;
    for (const line of this.texts) {
      this.starts.push(at);
      at += line.length + 1;
    }
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: offset - (this.starts[low] ?? 0) };
  }
}

export const isBlock = (node: unknown): node is Block =>
  (isMap(node) || isSeq(node)) && (node.srcToken?.type === "block-map" || node.srcToken?.type === "block-seq");

/** The entries of a block; undefined where it is written in a way that is better left alone. */
export function entriesOf(block: Block, lines: Lines): Entry[] | undefined {
  const token = block.srcToken as CST.BlockMap | CST.BlockSequence | undefined;
  if (!token || token.items.length < block.items.length) return undefined;
  const entries: Entry[] = [];
  for (const [index, item] of block.items.entries()) {
    const source = token.items[index];
    const start = source && startOf(source);
    if (start === undefined) return undefined;
    const pair = item as { readonly key?: unknown; readonly value?: unknown };
    const isPair = isMap(block);
    const key = isPair ? keyText(pair.key) : undefined;
    if (isPair && key === undefined) return undefined;
    const value = (isPair ? pair.value : item) as Node | null | undefined;
    const { line, column } = lines.at(start);
    const lastLine = Math.max(line, value ? lastLineOf(value, lines, line) : line);
    entries.push({ key, value: value ?? undefined, line, column, lastLine });
  }
  return entries;
}

const keyText = (key: unknown): string | undefined => (isScalar(key) ? String(key.value) : undefined);

/** Where a key or a dash stands; undefined for keys with a mark of their own, such as `?`. */
function startOf(item: CST.BlockMap["items"][number] | CST.BlockSequence["items"][number]): number | undefined {
  const dash = item.start.find((each) => each.type === "seq-item-ind");
  if (dash) return dash.offset;
  const marked = item.start.some((each) => !/^(?:space|newline|comment)$/.test(each.type));
  const key = (item as { readonly key?: CST.Token | null }).key;
  return marked || !key || !("offset" in key) ? undefined : key.offset;
}

function lastLineOf(node: Node, lines: Lines, fallback: number): number {
  if (isBlock(node)) {
    const entries = entriesOf(node, lines);
    if (entries) return entries.at(-1)?.lastLine ?? fallback;
  }
  const range = node.range;
  if (!range || range[1] <= range[0]) return fallback;
  let end = range[1];
  const header = /^[|>][^\n]*/.exec(lines.text.slice(range[0], range[1]))?.[0];
  const isBlockScalar = header !== undefined && !isCollection(node);
  // Empty lines at its end belong to a block scalar only where it says so.
  if (!isBlockScalar || !/^[|>]\d*\+/.test(header)) {
    while (end > range[0] && /\s/.test(lines.text[end - 1] ?? "")) end--;
  }
  return lines.at(end - 1).line;
}
