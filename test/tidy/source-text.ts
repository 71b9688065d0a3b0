/** What of a source file stays readable: the rest becomes blanks, so that lines and columns do not move. */
export type Keep = "code" | "code and strings" | "comments";

type Part = "code" | "string" | "comment";

/** Source text in which everything but the wanted parts is blank. */
export function keepOnly(source: string, keep: Keep): string {
  const wanted: readonly Part[] = keep === "comments" ? ["comment"] : keep === "code" ? ["code"] : ["code", "string"];
  return partsOf(source)
    .map(({ part, text }) => (wanted.includes(part) ? text : text.replace(/[^\n]/g, " ")))
    .join("");
}

interface Piece {
  readonly part: Part;
  readonly text: string;
}

/** Quotes and template delimiters count as string, interpolations as code. */
function partsOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  /** Open braces inside each template interpolation that is still open. */
  const interpolations: number[] = [];
  let at = 0;
  while (at < source.length) {
    const inInterpolation = interpolations.length > 0;
    const depth = interpolations.at(-1) ?? 0;
    const char = source[at] ?? "";
    if (inInterpolation && char === "}" && depth === 0) {
      interpolations.pop();
      at = pushTemplate(source, at, pieces, interpolations);
      continue;
    }
    if (inInterpolation && (char === "{" || char === "}")) {
      interpolations[interpolations.length - 1] = depth + (char === "{" ? 1 : -1);
    }
    if (char === "`") {
      at = pushTemplate(source, at, pieces, interpolations);
      continue;
    }
    const token = tokenAt(source, at, pieces);
    pieces.push(token);
    at += token.text.length;
  }
  return pieces;
}

/** Takes a template's text from its opening quote, or from the end of an interpolation, to the next interpolation. */
function pushTemplate(source: string, from: number, pieces: Piece[], interpolations: number[]): number {
  const match = /[`}](?:\\[\s\S]|\$(?!\{)|[^\\`$])*(`|\$\{|$)/y;
  match.lastIndex = from;
  const found = match.exec(source);
  const text = found?.[0] ?? source.slice(from);
  if (found?.[1] === "${") interpolations.push(0);
  pieces.push({ part: "string", text });
  return from + text.length;
}

const tokens: readonly { readonly part: Part; readonly pattern: RegExp }[] = [
  { part: "comment", pattern: /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y },
  { part: "string", pattern: /"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?/y },
  { part: "code", pattern: /[\w$]+|\s+/y },
];
const regularExpression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;

function tokenAt(source: string, at: number, before: readonly Piece[]): Piece {
  for (const { part, pattern } of tokens) {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found) return { part, text: found[0] };
  }
  if (source[at] === "/" && expressionMayStart(before)) {
    regularExpression.lastIndex = at;
    const found = regularExpression.exec(source);
    if (found) return { part: "string", text: found[0] };
  }
  return { part: "code", text: source[at] ?? "" };
}

/** A slash after a value divides; anywhere else it opens a regular expression. */
function expressionMayStart(before: readonly Piece[]): boolean {
  const last = before.findLast((piece) => piece.part !== "comment" && piece.text.trim() !== "");
  if (!last) return true;
  if (last.part === "string") return false;
  if (/^(?:return|typeof|case|in|of|delete|void|throw|await|yield)$/.test(last.text)) return true;
  return !/[\w$)\]]$/.test(last.text);
}
