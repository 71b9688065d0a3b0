import { type Document, Lexer, parseAllDocuments, visit } from "yaml";
import type { Json } from "../../model/json.ts";
import { canonicalJson } from "../../model/json.ts";
import { entriesOf, isBlock, Lines } from "./block-entries.ts";
import type { KeyOrder } from "./key-order.ts";
import { Layout } from "./lay-out.ts";

/**
 * The text of a valid YAML file as it should be written: keys in order, two spaces for each level. Undefined where that
 * cannot be done without changing a value or losing a comment.
 */
export function formatYaml(text: string, orderOf: (value: Json) => KeyOrder | undefined): string | undefined {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const source = text.slice(mark.length).replaceAll("\r\n", "\n");
  const laid = formatUntilStable(source, orderOf);
  if (laid === source) return text;
  if (laid === undefined || !saysTheSame(source, laid)) return undefined;
  return mark + laid.replaceAll("\n", lineEnd);
}

const rounds = 5;

/** A comment in an odd column may find its place only after what is around it has found its own. */
function formatUntilStable(text: string, orderOf: (value: Json) => KeyOrder | undefined): string | undefined {
  let current = text;
  for (let round = 0; round < rounds; round++) {
    const next = withoutEmptyEnd(formatOnce(current, orderOf));
    if (next === current) return current;
    current = next;
  }
  return undefined;
}

/** One line end at the end; a text that keeps its empty lines keeps them here, too. */
function withoutEmptyEnd(text: string): string {
  const trimmed = text.trimEnd() === "" ? "" : `${text.replace(/\n+$/, "")}\n`;
  return trimmed === text || values(text) === values(trimmed) ? trimmed : text;
}

const parse = (text: string) =>
  parseAllDocuments(text, {
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    keepSourceTokens: true,
    logLevel: "silent",
  }) as readonly Document.Parsed[];

function formatOnce(text: string, orderOf: (value: Json) => KeyOrder | undefined): string {
  const lines = new Lines(text);
  const result: string[] = [];
  let next = 0;
  for (const document of parse(text)) {
    const { contents } = document;
    const first = isBlock(contents) ? entriesOf(contents, lines)?.[0] : undefined;
    const last = isBlock(contents) ? entriesOf(contents, lines)?.at(-1) : undefined;
    if (!isBlock(contents) || !first || !last || lines.texts[first.line]?.startsWith("---")) continue;
    let end = last.lastLine + 1;
    while (end < lines.texts.length && /^\s*(?:#|$)/.test(lines.texts[end] ?? "")) end++;
    const layout = new Layout(lines, !hasAnchors(document));
    const laid = layout.block(contents, { from: first.line, to: end }, 0, orderOf(document.toJS() as Json));
    if (!laid) continue;
    result.push(...lines.texts.slice(next, first.line), ...laid);
    next = end;
  }
  return [...result, ...lines.texts.slice(next)].join("\n");
}

/** An alias must stay behind its anchor, so that keys cannot change their places freely. */
function hasAnchors(document: Document.Parsed): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** Whether two texts hold the same documents and the same comments. */
function saysTheSame(before: string, after: string): boolean {
  return values(before) === values(after) && comments(before) === comments(after);
}

const values = (text: string): string => {
  const documents = parse(text);
  if (documents.some((each) => each.errors.length > 0)) return `broken ${text}`;
  return canonicalJson(documents.map((each) => each.toJS({ maxAliasCount: 1000 }) as Json));
};

function comments(text: string): string {
  const found = [...new Lexer().lex(text)].filter((token) => token.startsWith("#"));
  return found
    .map((each) => each.trimEnd())
    .sort()
    .join("\n");
}
