import type { Json } from "../../model/json.ts";

const maxDepth = 64;
const key = /^([A-Za-z_][\w./-]*):(?: +(.+))?$/;
const doubleQuoted = /^"([^"\\]*)"(?: +#.*)?$/;
const singleQuoted = /^'([^']*)'(?: +#.*)?$/;
const flowItem = /"[^"\\]*"|'[^']*'|[A-Za-z0-9_./][A-Za-z0-9_./-]*/;
const flowList = new RegExp(`^\\[ *(?:(?:${flowItem.source})(?: *, *(?:${flowItem.source}))*)? *\\](?: +#.*)?$`);
const flowPair = new RegExp(`([A-Za-z_][\\w./-]*): +(${flowItem.source})`, "g");
const flowMap = new RegExp(
  `^\\{ *(?:[A-Za-z_][\\w./-]*: +(?:${flowItem.source})(?: *, *[A-Za-z_][\\w./-]*: +(?:${flowItem.source}))*)? *\\}(?: +#.*)?$`,
);
const flowItems = new RegExp(flowItem.source, "g");
const strange = /[^\n\r\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const words = new Set(["null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "~"]);

/** Thrown inside the reader where a file goes beyond the plain subset; never leaves this module. */
class NotPlain extends Error {}
const notPlain = new NotPlain();
const refuse = (): never => {
  throw notPlain;
};

/** Lines of one document that carry content: indentation and text without it, side by side. */
interface Lines {
  readonly indents: number[];
  readonly texts: string[];
}

/**
 * Reads the plain subset of YAML that nearly every deployment file keeps to: block mappings and lists, one-line
 * scalars, one-line flow collections of scalars. One value per document, null for an empty one. Undefined where the
 * text holds anything else, a mistake included: then the full parser decides. Whatever it does read, it reads as
 * the full parser does.
 */
export function readPlainYaml(text: string): Json[] | undefined {
  if (strange.test(text)) return undefined;
  try {
    return splitDocuments(text).map((lines) => (lines.texts.length === 0 ? null : readDocument(lines)));
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

function splitDocuments(text: string): Lines[] {
  let current: Lines = { indents: [], texts: [] };
  const documents = [current];
  let started = false;
  for (const line of text.split("\n")) {
    let end = line.endsWith("\r") ? line.length - 1 : line.length;
    if (line.lastIndexOf("\r", end - 1) !== -1 && end > 0) refuse();
    while (end > 0 && line.charCodeAt(end - 1) === 32) end--;
    let indent = 0;
    while (indent < end && line.charCodeAt(indent) === 32) indent++;
    if (indent === end || line.charCodeAt(indent) === 35) continue;
    const content = line.slice(indent, end);
    if (indent === 0 && (content.startsWith("---") || content.startsWith("..."))) {
      if (content !== "---") refuse();
      if (started || current.texts.length > 0) {
        current = { indents: [], texts: [] };
        documents.push(current);
      }
      started = true;
      continue;
    }
    current.indents.push(indent);
    current.texts.push(content);
  }
  return documents;
}

function readDocument(lines: Lines): Json {
  const reader = new BlockReader(lines);
  if (reader.indent() !== 0) refuse();
  const value = reader.block(0, 0);
  return reader.done() ? value : refuse();
}

const isItem = (text: string): boolean => text.charCodeAt(0) === 45 && (text.length === 1 || text.charCodeAt(1) === 32);

class BlockReader {
  private at = 0;
  constructor(private readonly lines: Lines) {}

  done = (): boolean => this.at >= this.lines.texts.length;
  indent = (): number => this.lines.indents[this.at] ?? -1;
  private text = (): string => this.lines.texts[this.at] ?? "";

  block(indent: number, depth: number): Json {
    if (depth >= maxDepth - 1) refuse();
    return isItem(this.text()) ? this.list(indent, depth) : this.mapping(indent, depth);
  }

  private mapping(indent: number, depth: number): Json {
    const result: Record<string, Json> = {};
    while (this.indent() === indent) {
      const text = this.text();
      const match = key.exec(text);
      if (!match) {
        if (isItem(text)) break;
        return refuse();
      }
      const [, name = "", rest] = match;
      if (words.has(name) || Object.hasOwn(result, name) || name in Object.prototype) refuse();
      this.at++;
      result[name] =
        rest === undefined || rest.startsWith("#") ? this.below(indent, depth, true) : this.value(rest, indent);
    }
    return result;
  }

  private list(indent: number, depth: number): Json {
    const result: Json[] = [];
    while (this.indent() === indent && isItem(this.text())) {
      const text = this.text();
      let start = 1;
      while (text.charCodeAt(start) === 32) start++;
      const rest = text.slice(start);
      if (rest === "" || rest.startsWith("#")) {
        this.at++;
        result.push(this.below(indent, depth, false));
      } else if (key.test(rest)) {
        // `- name: x` opens a mapping that is indented to where its first key stands.
        this.lines.indents[this.at] = indent + start;
        this.lines.texts[this.at] = rest;
        result.push(this.block(indent + start, depth + 1));
      } else {
        this.at++;
        if (isItem(rest)) refuse();
        result.push(this.value(rest, indent));
      }
    }
    return result;
  }

  /** What stands on the lines below a key or dash that has nothing after it. */
  private below(indent: number, depth: number, mayBeListAtSameIndent: boolean): Json {
    const next = this.indent();
    if (next > indent) return this.block(next, depth + 1);
    if (mayBeListAtSameIndent && next === indent && isItem(this.text())) return this.block(next, depth + 1);
    return null;
  }

  private value(text: string, indent: number): Json {
    // Deeper lines after a scalar continue it, which the full parser knows how to fold.
    if (this.indent() > indent) refuse();
    return readInline(text);
  }
}

function readInline(text: string): Json {
  const first = text.charAt(0);
  if (first === '"') return doubleQuoted.exec(text)?.[1] ?? refuse();
  if (first === "'") return singleQuoted.exec(text)?.[1] ?? refuse();
  if (first === "[")
    return flowList.test(text) ? [...flowBody(text).matchAll(flowItems)].map(([item]) => readFlowItem(item)) : refuse();
  if (first === "{") return flowMap.test(text) ? readFlowMap(flowBody(text)) : refuse();
  return readPlainScalar(text);
}

/** Without the comment: its words are no items. A quoted item may hold a bracket, so the comment is cut at the end. */
function flowBody(text: string): string {
  const comment = / +#.*$/.exec(text);
  if (!comment) return text;
  // A `#` that may stand inside quotes is left to the full parser.
  return /["']/.test(text) ? refuse() : text.slice(0, comment.index);
}

function readFlowMap(text: string): Json {
  const result: Record<string, Json> = {};
  // A quoted value could hold what looks like another pair.
  if (/["'][^"']*[:,{}[\]][^"']*["']/.test(text)) refuse();
  for (const [, name = "", item = ""] of text.matchAll(flowPair)) {
    if (words.has(name) || Object.hasOwn(result, name) || name in Object.prototype) refuse();
    result[name] = readFlowItem(item);
  }
  return result;
}

function readFlowItem(item: string): Json {
  const first = item.charAt(0);
  return first === '"' || first === "'" ? item.slice(1, -1) : readPlainScalar(item);
}

function readPlainScalar(text: string): Json {
  const comment = text.indexOf(" #");
  let end = comment === -1 ? text.length : comment;
  while (end > 0 && text.charCodeAt(end - 1) === 32) end--;
  const scalar = end === text.length ? text : text.slice(0, end);
  if (scalar.includes(": ") || scalar.endsWith(":")) refuse();
  if (/^[A-Za-z_$/(]/.test(scalar)) {
    if (!words.has(scalar)) return scalar;
    return /^n/i.test(scalar) ? null : /^t/i.test(scalar);
  }
  if (scalar === "~") return null;
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(scalar) || /^(?:0|[1-9]\d{0,6})\.\d{1,8}$/.test(scalar)) return Number(scalar);
  if (/^\.\.?\//.test(scalar)) return scalar;
  // Anything that could be a number in one of YAML's other notations is left to the full parser.
  if (/^\d/.test(scalar) && !/^[\dA-Fa-fxoeE.+_-]+$/.test(scalar)) return scalar;
  return refuse();
}
