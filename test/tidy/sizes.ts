import type { Finding } from "./finding.ts";
import type { SourceFile } from "./source-files.ts";
import { keepOnly } from "./source-text.ts";

export const maxFileLines = 400;
export const maxFunctionLines = 70;

/** A file that is too long to be read at once. */
export function fileSizeFindings(file: SourceFile): Finding[] {
  const lines = file.text.trimEnd().split("\n").length;
  return lines > maxFileLines ? [{ path: file.path, what: `has ${lines} lines` }] : [];
}

/** Functions that are too long, by name where they have one. The name and not the length is what an exception holds. */
export function functionSizeFindings(file: SourceFile): Finding[] {
  return functionsOf(file.text)
    .filter(({ lines }) => lines > maxFunctionLines)
    .map(({ name }) => ({ path: file.path, what: `the function ${name} has more than ${maxFunctionLines} lines` }));
}

export interface FunctionSize {
  readonly name: string;
  /** From its head to its closing brace. */
  readonly lines: number;
}

interface Brace {
  readonly open: number;
  readonly isFunction: boolean;
  readonly head: number;
  readonly name: string;
}

/** Every function with a body in braces: declarations, methods, accessors and arrows. */
export function functionsOf(source: string): FunctionSize[] {
  const code = keepOnly(source, "code");
  const found: FunctionSize[] = [];
  const braces: Brace[] = [];
  const parentheses: number[] = [];
  const heads: Heads = { opened: -1, closed: -1, lastBrace: undefined };
  for (let at = 0; at < code.length; at++) {
    const char = code[at];
    if (char === "(") parentheses.push(at);
    if (char === ")") {
      heads.opened = parentheses.pop() ?? -1;
      heads.closed = at;
    }
    if (char === "{") braces.push(braceAt(code, at, heads));
    if (char === "}") {
      const brace = braces.pop();
      if (brace?.isFunction) found.push({ name: brace.name, lines: lineCount(code.slice(brace.head, at)) });
      heads.lastBrace = brace ? { brace, closed: at } : undefined;
    }
  }
  return found;
}

/** What stood last before a brace: a group in parentheses, or another pair of braces. */
interface Heads {
  opened: number;
  closed: number;
  lastBrace: { readonly brace: Brace; readonly closed: number } | undefined;
}

function braceAt(code: string, open: number, heads: Heads): Brace {
  const { lastBrace } = heads;
  // A return type in braces looks like a body, and the body follows it directly.
  if (lastBrace?.brace.isFunction && code.slice(lastBrace.closed + 1, open).trim() === "") {
    return { ...lastBrace.brace, open };
  }
  const no: Brace = { open, isFunction: false, head: open, name: "" };
  if (heads.closed < 0 || heads.opened < 0) return no;
  const between = code.slice(heads.closed + 1, open);
  const isHead = /^\s*(?::[^;{}=]+?)?(?:=>\s*)?$/.test(between);
  const name = nameBefore(code, heads.opened);
  if (!isHead || /^(?:if|for|while|switch|catch|with|await)$/.test(name)) return no;
  return { open, isFunction: true, head: heads.opened, name };
}

function nameBefore(code: string, opened: number): string {
  const before = code.slice(0, opened).replace(/<[^<>()]*>\s*$/, "");
  const direct = /([\w$]+)\s*$/.exec(before)?.[1];
  if (direct && direct !== "async" && direct !== "function") return direct;
  const assigned = /([\w$]+)\s*(?::[^;=]*)?[=:]\s*(?:async\s*)?(?:function\s*)?$/.exec(before)?.[1];
  return assigned ?? `on line ${lineCount(code.slice(0, opened))}`;
}

const lineCount = (text: string): number => text.split("\n").length;
