import type * as Yaml from "yaml";
import type { DiagnosticCode } from "../../diagnostics/codes.ts";
import type { Json, JsonPath } from "../../model/json.ts";

const maxDepth = 64;
const maxAliases = 100;
/** Values of one file after its aliases are expanded. */
const maxValues = 200_000;
/** Brackets open at once, counted without regard to quotes, beyond which the full parser is not even started. */
const maxOpenBrackets = 500;

/** Something in a YAML text that Deployer does not accept; the offset counts characters from the text's start. */
export interface YamlProblem {
  readonly code: Extract<DiagnosticCode, "YAML_SYNTAX" | "YAML_DUPLICATE_KEY" | "YAML_FORBIDDEN">;
  readonly detail: string;
  readonly hint?: string;
  readonly offset: number;
}

/** A text as the full parser sees it. */
export interface StrictYaml {
  /** Value of each document, null for an empty one. Meaningful only where there are no problems. */
  readonly values: readonly Json[];
  readonly problems: readonly YamlProblem[];
  /** Where the value or key at a path of a document begins, or its nearest parent that exists. */
  offsetOf(document: number, path: JsonPath, what: "key" | "value"): number;
}

let parser: typeof Yaml | undefined;
function yaml(): typeof Yaml {
  // Loaded when first needed: it takes longer to start than a thousand plain files take to read.
  parser ??= require("yaml") as typeof Yaml;
  return parser;
}

/** Parses YAML 1.2 strictly: no custom tags, no duplicate keys, bounded depth and aliases, nothing that JSON cannot hold. */
export function parseStrictYaml(text: string): StrictYaml {
  const early = textProblem(text);
  if (early) return { values: [], problems: [early], offsetOf: () => early.offset };
  const documents = parseDocuments(text);
  if ("problem" in documents) return { values: [], problems: [documents.problem], offsetOf: () => 0 };
  const problems: YamlProblem[] = [];
  const values: Json[] = [];
  const budget = { aliases: 0, values: 0 };
  for (const document of documents.parsed) {
    const error = document.errors[0];
    if (error) {
      problems.push(syntaxProblem(error, text));
      // Whatever follows a syntax error in the file may only be its echo.
      values.push(partialValue(document));
      break;
    }
    const converter = new Converter(problems, budget);
    values.push(converter.convert(document.contents, 0) ?? null);
  }
  return {
    // A text without any document counts as one empty one.
    values: values.length > 0 ? values : [null],
    problems,
    offsetOf: (index, path, what) => offsetIn(documents.parsed[index], path, what),
  };
}

function textProblem(text: string): YamlProblem | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/.exec(text);
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return {
      code: "YAML_SYNTAX",
      detail: `The control character U+${code} may not stand in YAML.`,
      offset: control.index,
    };
  }
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (character === 91 || character === 123) open++;
    else if ((character === 93 || character === 125) && open > 0) open--;
    if (open > maxOpenBrackets) return tooDeep(i);
  }
  return undefined;
}

const tooDeep = (offset: number): YamlProblem => ({
  code: "YAML_FORBIDDEN",
  detail: `Values are nested more than ${maxDepth} levels deep.`,
  offset,
});

function parseDocuments(
  text: string,
): { readonly parsed: readonly Yaml.Document.Parsed[] } | { readonly problem: YamlProblem } {
  try {
    const parsed = yaml().parseAllDocuments(text, {
      version: "1.2",
      schema: "core",
      merge: false,
      // Checked below in linear time, and with keys compared as the strings that they become.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
      stringKeys: false,
    });
    return { parsed };
  } catch (error) {
    if (error instanceof RangeError) return { problem: tooDeep(0) };
    const detail = error instanceof Error ? error.message : String(error);
    return { problem: { code: "YAML_SYNTAX", detail, offset: 0 } };
  }
}

function syntaxProblem(error: Yaml.YAMLParseError, text: string): YamlProblem {
  const offset = Math.min(error.pos[0], text.length);
  if (error.code === "TAB_AS_INDENT") {
    return { code: "YAML_SYNTAX", detail: "A tab cannot indent YAML.", hint: "Use spaces.", offset };
  }
  const message = error.message.replace(/^Missing closing (['"])quote/, "A closing $1 is missing").replace(/\.?$/, ".");
  return { code: "YAML_SYNTAX", detail: message, offset };
}

function partialValue(document: Yaml.Document.Parsed): Json {
  try {
    return (document.toJS({ maxAliasCount: 0 }) ?? null) as Json;
  } catch {
    return null;
  }
}

/** Turns the nodes of one document into plain values, and says what about them is not accepted. */
class Converter {
  private readonly anchors = new Map<string, { readonly value: Json; readonly size: number }>();
  private stopped = false;

  constructor(
    private readonly problems: YamlProblem[],
    private readonly budget: { aliases: number; values: number },
  ) {}

  convert(node: unknown, depth: number): Json {
    if (this.stopped || node === null || node === undefined) return null;
    const { isAlias, isMap, isScalar, isSeq } = yaml();
    const before = this.budget.values++;
    const offset = startOf(node);
    if (depth > maxDepth) return this.stop(tooDeep(offset));
    if (isAlias(node)) return this.alias(node);
    this.checkTag(node, offset);
    let value: Json = null;
    if (isScalar(node)) value = this.scalar(node, offset);
    else if (isSeq(node)) value = node.items.map((item) => this.convert(item, depth + 1));
    else if (isMap(node)) value = this.mapping(node, depth);
    const anchor = (node as { anchor?: string }).anchor;
    if (anchor) this.anchors.set(anchor, { value, size: this.budget.values - before });
    return value;
  }

  private alias(node: Yaml.Alias): Json {
    const offset = startOf(node);
    if (++this.budget.aliases > maxAliases) {
      return this.stop({ code: "YAML_FORBIDDEN", detail: `A file may use at most ${maxAliases} aliases.`, offset });
    }
    const target = this.anchors.get(node.source);
    if (!target) {
      const detail = `The alias *${node.source} refers to no anchor that is complete before it.`;
      return this.report({ code: "YAML_SYNTAX", detail, offset });
    }
    this.budget.values += target.size;
    if (this.budget.values > maxValues) {
      const detail = `With its aliases expanded the file holds more than ${maxValues} values.`;
      return this.stop({ code: "YAML_FORBIDDEN", detail, offset });
    }
    return target.value;
  }

  private scalar(node: Yaml.Scalar, offset: number): Json {
    const { value } = node;
    if (
      typeof value === "number" &&
      (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
    ) {
      const detail = `The number ${node.source ?? value} cannot be held exactly.`;
      return this.report({ code: "YAML_FORBIDDEN", detail, hint: "Put it in quotes to keep it as text.", offset });
    }
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  }

  private mapping(node: Yaml.YAMLMap, depth: number): Json {
    const result: Record<string, Json> = {};
    for (const pair of node.items) {
      const name = this.keyName(pair.key);
      if (name === undefined) continue;
      if (Object.hasOwn(result, name)) {
        const detail = `The key ${name} stands twice in the same mapping.`;
        this.report({ code: "YAML_DUPLICATE_KEY", detail, hint: "Remove one of them.", offset: startOf(pair.key) });
        continue;
      }
      result[name] = this.convert(pair.value, depth + 1);
    }
    return result;
  }

  private keyName(node: unknown): string | undefined {
    const { isScalar } = yaml();
    if (!isScalar(node)) {
      this.report({ code: "YAML_FORBIDDEN", detail: "A key must be a plain scalar.", offset: startOf(node) });
      return undefined;
    }
    this.checkTag(node, startOf(node));
    const name = typeof node.value === "string" ? node.value : String(node.source ?? node.value ?? "");
    if (!(name in Object.prototype)) return name;
    this.report({ code: "YAML_FORBIDDEN", detail: `The key ${name} is not accepted.`, offset: startOf(node) });
    return undefined;
  }

  private checkTag(node: unknown, offset: number): void {
    const tag = (node as { tag?: string }).tag;
    if (tag === undefined || /^(?:tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)|!)$/.test(tag)) return;
    const shown = tag.replace("tag:yaml.org,2002:", "!!");
    this.report({
      code: "YAML_FORBIDDEN",
      detail: `The tag ${shown} is not accepted.`,
      hint: "Remove the tag.",
      offset,
    });
  }

  private report(problem: YamlProblem): null {
    this.problems.push(problem);
    return null;
  }

  private stop(problem: YamlProblem): null {
    this.stopped = true;
    return this.report(problem);
  }
}

function startOf(node: unknown): number {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range?.[0] ?? 0;
}

function offsetIn(document: Yaml.Document.Parsed | undefined, path: JsonPath, what: "key" | "value"): number {
  if (!document) return 0;
  const { isAlias, isMap, isScalar, isSeq } = yaml();
  let node: unknown = document.contents;
  let nearest = startOf(node);
  for (const [position, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    let child: unknown;
    let keyOffset: number | undefined;
    if (isMap(node)) {
      const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === step);
      child = pair?.value;
      keyOffset = pair && startOf(pair.key);
    } else if (isSeq(node) && typeof step === "number") {
      child = node.items[step];
      keyOffset = child === undefined ? undefined : startOf(child);
    }
    if (keyOffset === undefined) return nearest;
    const last = position === path.length - 1;
    if (last && what === "value" && child && startOf(child) > 0) return startOf(child);
    nearest = keyOffset;
    node = child;
  }
  return nearest;
}
