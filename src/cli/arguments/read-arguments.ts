import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type ArgumentSpecs, type ArgumentValue, type FlagSpec, flagName, takesValue } from "./argument-spec.ts";
import { convertValue } from "./convert-value.ts";
import { type Environment, readVariables } from "./read-variables.ts";
import { didYouMean, usageProblem } from "./usage-problem.ts";

export interface ReadResult {
  readonly values: Readonly<Record<string, ArgumentValue>>;
  readonly problems: readonly Diagnostic[];
}

interface Flag {
  readonly name: string;
  readonly spec: FlagSpec;
}

/** A token that is a value or a position rather than a flag; negative numbers are values. */
export const isPlain = (token: string): boolean => !token.startsWith("-") || token === "-" || /^-\d/.test(token);

/**
 * Reads a command's arguments strictly: every flag must be declared, have its value, and fit. All problems are found
 * at once. What the command line leaves out comes from the environment, then from the declared default.
 */
export function readArguments(specs: ArgumentSpecs, tokens: readonly string[], environment: Environment): ReadResult {
  const reading = new Reading(specs);
  reading.readAll(tokens);
  const problems = reading.problems;
  const values: Record<string, ArgumentValue> = { ...readVariables(specs, environment, reading.given, problems) };
  for (const [name, value] of reading.given) {
    const inherited = values[name];
    values[name] =
      specs[name]?.kind === "pairs" && typeof inherited === "object" ? { ...inherited, ...(value as object) } : value;
  }
  for (const [name, spec] of Object.entries(specs)) {
    if (values[name] !== undefined) continue;
    if (spec.kind === "switch") values[name] = false;
    else if (spec.kind === "list") values[name] = [];
    else if (spec.kind === "pairs") values[name] = {};
    else if ((spec.kind === "number" || spec.kind === "duration") && spec.default !== undefined)
      values[name] = spec.default;
    else if ((spec.kind === "position" || spec.kind === "text") && spec.required) problems.push(missing(name, specs));
  }
  return { values, problems };
}

function missing(name: string, specs: ArgumentSpecs): Diagnostic {
  const spec = specs[name];
  const shown = spec?.kind === "position" ? spec.placeholder : `--${flagName(name)}`;
  return usageProblem("Missing argument", `${shown} is required: ${spec?.summary ?? ""}.`);
}

class Reading {
  readonly given = new Map<string, ArgumentValue>();
  readonly problems: Diagnostic[] = [];
  private readonly long = new Map<string, Flag>();
  private readonly short = new Map<string, Flag>();
  private readonly positions: string[];

  constructor(private readonly specs: ArgumentSpecs) {
    for (const [name, spec] of Object.entries(specs)) {
      if (spec.kind === "position") continue;
      this.long.set(flagName(name), { name, spec });
      if (spec.short) this.short.set(spec.short, { name, spec });
    }
    this.positions = Object.keys(specs).filter((name) => specs[name]?.kind === "position");
  }

  readAll(tokens: readonly string[]): void {
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at] ?? "";
      if (token === "--") {
        for (const each of tokens.slice(at + 1)) this.readPosition(each);
        return;
      }
      if (isPlain(token)) this.readPosition(token);
      else at += token.startsWith("--") ? this.readLong(token, tokens[at + 1]) : this.readShort(token, tokens[at + 1]);
    }
  }

  private readPosition(token: string): void {
    const name = this.positions.shift();
    if (name === undefined) {
      this.problems.push(usageProblem("Unexpected argument", `"${token}" is one argument too many.`));
    } else if (token === "") {
      this.problems.push(
        usageProblem("Empty argument", `${this.specs[name]?.summary ?? name}: the argument is empty.`),
      );
    } else this.given.set(name, token);
  }

  /** Returns how many of the following tokens were used up. */
  private readLong(token: string, next: string | undefined): number {
    const equals = token.indexOf("=");
    const typed = equals < 0 ? token.slice(2) : token.slice(2, equals);
    const flag = this.long.get(typed);
    if (!flag && equals < 0 && typed.startsWith("no-")) {
      const negated = this.long.get(typed.slice(3));
      if (negated?.spec.kind === "switch") {
        this.given.set(negated.name, false);
        return 0;
      }
    }
    if (!flag) {
      const hint = didYouMean(typed, [...this.long.keys()], (name) => `--${name}`);
      this.problems.push(usageProblem("Unknown flag", `This command has no flag --${typed}.`, hint));
      return 0;
    }
    return this.readFlag(flag, `--${typed}`, equals < 0 ? undefined : token.slice(equals + 1), next);
  }

  private readShort(token: string, next: string | undefined): number {
    for (let at = 1; at < token.length; at++) {
      const letter = token[at] ?? "";
      const flag = this.short.get(letter);
      if (!flag) {
        const hint = token.length > 2 ? didYouMean(token.slice(1), [...this.long.keys()], (name) => `--${name}`) : "";
        this.problems.push(usageProblem("Unknown flag", `This command has no flag -${letter}.`, hint));
        return 0;
      }
      if (!takesValue(flag.spec)) this.given.set(flag.name, true);
      else {
        const rest = token.slice(at + 1).replace(/^=/, "");
        return this.readFlag(flag, `-${letter}`, token.length > at + 1 ? rest : undefined, next);
      }
    }
    return 0;
  }

  private readFlag(flag: Flag, typed: string, attached: string | undefined, next: string | undefined): number {
    if (!takesValue(flag.spec) && attached === undefined) {
      this.given.set(flag.name, true);
      return 0;
    }
    const value = attached ?? (next !== undefined && isPlain(next) ? next : undefined);
    if (value === undefined) {
      const hint = next === undefined ? undefined : `A value that starts with a dash is written ${typed}=VALUE.`;
      this.problems.push(usageProblem("Flag without a value", `${typed} needs a value.`, hint));
      return 0;
    }
    this.take(flag, typed, value);
    return attached === undefined ? 1 : 0;
  }

  private take(flag: Flag, typed: string, text: string): void {
    const converted = convertValue(flag.spec, text);
    if ("expected" in converted) {
      // A malformed --var may hold a secret that was typed without its name, so its text is not repeated.
      const shown = flag.spec.kind === "pairs" ? "the value given" : `"${text}"`;
      this.problems.push(usageProblem("Wrong value", `${typed} takes ${converted.expected}, not ${shown}.`));
      return;
    }
    const before = this.given.get(flag.name);
    if (Array.isArray(before) && Array.isArray(converted.value)) {
      this.given.set(flag.name, [...before, ...converted.value]);
    } else if (flag.spec.kind === "pairs") {
      this.given.set(flag.name, { ...(before as object), ...(converted.value as object) });
    } else if (before !== undefined && before !== converted.value && takesValue(flag.spec)) {
      this.problems.push(usageProblem("Flag given twice", `${typed} is given twice, with different values.`));
    } else this.given.set(flag.name, converted.value);
  }
}
