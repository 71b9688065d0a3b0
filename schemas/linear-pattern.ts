/** Longest value that is held against a pattern; a variable's value is never longer for a reason. */
export const longestPatternValue = 1024;
const longestPattern = 1000;
/** States after counted repetitions are written out: value length times states bounds the work. */
const maxStates = 2000;

/** A regular expression that takes time in proportion to the value's length, whatever the expression is. */
export interface LinearPattern {
  /** Whether the whole value matches. */
  matches(value: string): boolean;
}

type Node =
  | { readonly kind: "one"; readonly accepts: (char: string) => boolean }
  | { readonly kind: "edge"; readonly holds: (before: string | undefined, after: string | undefined) => boolean }
  | { readonly kind: "sequence"; readonly parts: readonly Node[] }
  | { readonly kind: "choice"; readonly parts: readonly Node[] }
  | { readonly kind: "repeat"; readonly part: Node; readonly least: number; readonly most: number };

/** Why a text is no pattern that can be matched in linear time. */
export class PatternProblem extends Error {}

/** Reads the part of JavaScript's regular expressions that needs no going back. Throws PatternProblem for the rest. */
export function linearPattern(text: string): LinearPattern {
  if (text.length > longestPattern) throw new PatternProblem(`must have at most ${longestPattern} characters`);
  try {
    new RegExp(`^(?:${text})$`);
  } catch {
    throw new PatternProblem("must be a regular expression");
  }
  const machine = new Machine(new PatternReader(text).read());
  return { matches: (value) => machine.matches(value) };
}

const isWord = (char: string | undefined): boolean => char !== undefined && /\w/.test(char);

/** Turns a pattern's text into nodes. */
class PatternReader {
  private at = 0;
  constructor(private readonly text: string) {}

  read(): Node {
    const node = this.choice();
    if (this.at < this.text.length) throw new PatternProblem("must be a regular expression");
    return node;
  }

  private choice(): Node {
    const parts = [this.sequence()];
    while (this.text[this.at] === "|") {
      this.at++;
      parts.push(this.sequence());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "choice", parts };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    while (this.at < this.text.length && this.text[this.at] !== "|" && this.text[this.at] !== ")")
      parts.push(this.repeated(this.atom()));
    return { kind: "sequence", parts };
  }

  private repeated(part: Node): Node {
    const match = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(this.text.slice(this.at));
    if (!match) return part;
    this.at += match[0].length;
    const [, sign, least, comma, most] = match;
    if (sign === "*") return { kind: "repeat", part, least: 0, most: Number.POSITIVE_INFINITY };
    if (sign === "+") return { kind: "repeat", part, least: 1, most: Number.POSITIVE_INFINITY };
    if (sign === "?") return { kind: "repeat", part, least: 0, most: 1 };
    const upper = comma === undefined ? Number(least) : most ? Number(most) : Number.POSITIVE_INFINITY;
    return { kind: "repeat", part, least: Number(least), most: upper };
  }

  private atom(): Node {
    const rest = this.text.slice(this.at);
    const char = rest[0] ?? "";
    if (char === "(") return this.group(rest);
    if (char === "[") return this.charClass(rest);
    if (char === "\\") return this.escape(rest);
    this.at++;
    if (char === "^") return { kind: "edge", holds: (before) => before === undefined };
    if (char === "$") return { kind: "edge", holds: (_, after) => after === undefined };
    if (char === ".") return { kind: "one", accepts: (each) => !/[\n\r\u2028\u2029]/.test(each) };
    return { kind: "one", accepts: (each) => each === char };
  }

  private group(rest: string): Node {
    const head = /^\((?:\?:|\?<[A-Za-z_$][\w$]*>)?/.exec(rest)?.[0] ?? "(";
    this.at += head.length;
    if (this.text[this.at] === "?") throw new PatternProblem("must not look ahead or behind");
    const node = this.choice();
    this.at++;
    return node;
  }

  private charClass(rest: string): Node {
    const whole = /^\[(?:\\.|[^\]\\])*\]/s.exec(rest)?.[0];
    if (whole === undefined) throw new PatternProblem("must be a regular expression");
    this.at += whole.length;
    // A single character: there is nothing that it could go back to.
    const single = new RegExp(`^${whole}$`);
    return { kind: "one", accepts: (char) => single.test(char) };
  }

  private escape(rest: string): Node {
    if (/^\\(?:[1-9]|k)/.test(rest)) throw new PatternProblem("must not refer back to a group");
    if (/^\\[bB]/.test(rest)) {
      const wanted = rest[1] === "b";
      this.at += 2;
      return { kind: "edge", holds: (before, after) => (isWord(before) !== isWord(after)) === wanted };
    }
    const whole = /^\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|.)/s.exec(rest)?.[0];
    if (whole === undefined || /^\\[pP]/.test(rest)) throw new PatternProblem("must not use \\p");
    this.at += whole.length;
    const single = new RegExp(`^${whole}$`);
    return { kind: "one", accepts: (char) => single.test(char) };
  }
}

/** A state waits for a character or an edge, or goes on to others at once. */
interface State {
  readonly accepts?: (char: string) => boolean;
  readonly holds?: (before: string | undefined, after: string | undefined) => boolean;
  readonly next: number[];
}

/** Follows all ways through a pattern at once, a character at a time: https://swtch.com/~rsc/regexp/regexp1.html */
class Machine {
  private readonly states: State[] = [{ next: [] }];
  private readonly start: number;

  constructor(pattern: Node) {
    this.start = this.build(pattern, 0);
  }

  matches(value: string): boolean {
    let current = this.reach([this.start], undefined, value[0]);
    for (let at = 0; at < value.length; at++) {
      const char = value[at] ?? "";
      const after: number[] = [];
      for (const index of current) {
        const state = this.states[index];
        if (state?.accepts?.(char)) after.push(...state.next);
      }
      if (after.length === 0) return false;
      current = this.reach(after, char, value[at + 1]);
    }
    return current.has(0);
  }

  /** Everything that can be reached without a character. */
  private reach(from: readonly number[], before: string | undefined, after: string | undefined): Set<number> {
    const found = new Set(from);
    // The set grows while it is walked.
    for (const index of found) {
      const state = this.states[index];
      if (!state || state.accepts || (state.holds && !state.holds(before, after))) continue;
      for (const each of state.next) found.add(each);
    }
    return found;
  }

  private add(state: State): number {
    if (this.states.length >= maxStates) throw new PatternProblem("must not be that large: its repetitions add up");
    return this.states.push(state) - 1;
  }

  /** The state in which a node begins that goes on to `then`. */
  private build(node: Node, then: number): number {
    switch (node.kind) {
      case "one":
        return this.add({ accepts: node.accepts, next: [then] });
      case "edge":
        return this.add({ holds: node.holds, next: [then] });
      case "sequence":
        // An empty one counts, too: repeated often enough it would take as long.
        if (node.parts.length === 0) return this.add({ next: [then] });
        return node.parts.reduceRight((after, part) => this.build(part, after), then);
      case "choice":
        return this.add({ next: node.parts.map((part) => this.build(part, then)) });
      case "repeat":
        return this.repeat(node.part, node.least, node.most, then);
    }
  }

  private repeat(part: Node, least: number, most: number, then: number): number {
    let start = then;
    if (most === Number.POSITIVE_INFINITY) {
      const loop: State = { next: [then] };
      start = this.add(loop);
      loop.next.push(this.build(part, start));
    } else {
      for (let count = least; count < most; count++) start = this.add({ next: [this.build(part, start), then] });
    }
    for (let count = 0; count < least; count++) start = this.build(part, start);
    return start;
  }
}
