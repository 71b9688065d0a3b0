import { type ArgumentSpecs, flagName, takesValue } from "./argument-spec.ts";
import { isPlain } from "./read-arguments.ts";

/** A word of the command line that is no flag and no flag's value, with its place among the tokens. */
export interface PlainWord {
  readonly text: string;
  readonly index: number;
}

/** Finds the plain words of a command line: flags may stand before, between and after the words of a command. */
export function plainWords(tokens: readonly string[], everyFlag: ArgumentSpecs): readonly PlainWord[] {
  const valued = new Set<string>();
  for (const [name, spec] of Object.entries(everyFlag)) {
    if (spec.kind === "position" || !takesValue(spec)) continue;
    valued.add(`--${flagName(name)}`);
    if (spec.short) valued.add(`-${spec.short}`);
  }
  const words: PlainWord[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? "";
    if (token === "--") break;
    if (isPlain(token)) words.push({ text: token, index: at });
    else if (valued.has(token) && tokens[at + 1] !== undefined && isPlain(tokens[at + 1] ?? "")) at++;
  }
  return words;
}
