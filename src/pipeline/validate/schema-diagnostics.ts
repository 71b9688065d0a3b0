import * as v from "valibot";
import { secretNameSchema } from "../../../schemas/secret-name.ts";
import type { DiagnosticCode } from "../../diagnostics/codes.ts";
import { type Diagnostic, errorDiagnostic, type SourcePosition } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import { formatPath, type Json, type JsonPath, valueAt } from "../../model/json.ts";
import {
  branchFor,
  choicesOf,
  keepsLists,
  listsForMappings,
  type Schema,
  schemaAt,
  unknownFields,
} from "./schema-shape.ts";
import { typedBySchema } from "./variable-types.ts";

/** A value that a schema is to judge, and how to speak of it. */
export interface Judged {
  readonly schema: Schema;
  readonly value: Json;
  /** Where the value stands in its document. */
  readonly root: JsonPath;
  readonly address: string | undefined;
  readonly unresolved: readonly JsonPath[];
  /** Places whose texts came from variables without a type. */
  readonly untyped?: readonly JsonPath[];
  locate(path: JsonPath, what?: "key" | "value"): SourcePosition;
  report(diagnostic: Diagnostic): void;
}

/** What the schema makes of a value, defaults in place; undefined where it refuses, which is reported field by field. */
export function judge(given: Judged): { readonly output: unknown } | undefined {
  const judged = typedByVariables(given);
  const result = v.safeParse(judged.schema, judged.value);
  if (result.success && keepsLists(judged.value, result.output)) return { output: result.output };
  const lists = listsForMappings(judged.schema, judged.value);
  if (result.success && lists.length === 0) return { output: result.output };
  const reporter = new IssueReporter(judged);
  for (const path of lists) reporter.listForMapping([...judged.root, ...path]);
  for (const { path, known } of unknownFields(judged.schema, judged.value, judged.root))
    reporter.unknownField(path, known);
  for (const issue of result.issues ?? []) reporter.issue(issue, judged.root);
  // Only places without a value yet are wrong: nobody can say more about them before their variables have one.
  return reporter.silent ? { output: judged.value } : undefined;
}

function typedByVariables(judged: Judged): Judged {
  const { schema, value, root, untyped = [] } = judged;
  if (untyped.length === 0) return judged;
  const isBelow = (path: JsonPath) => root.every((step, index) => path[index] === step);
  const paths = untyped.filter(isBelow).map((path) => path.slice(root.length));
  return { ...judged, value: typedBySchema(schema, value, paths) };
}

/** Reports only the fields that a schema does not know: for values that are completed by something else. */
export function judgeFieldNames(judged: Judged): void {
  const reporter = new IssueReporter(judged);
  for (const { path, known } of unknownFields(judged.schema, judged.value, judged.root))
    reporter.unknownField(path, known);
}

type Issue = v.BaseIssue<unknown>;

/** The pattern by which a secret's name is told from other text. */
const secretName: unknown = secretNameSchema.pipe[1].requirement;

class IssueReporter {
  /** Nothing was worth reporting. */
  silent = true;
  private readonly seen = new Set<string>();
  private readonly unresolved: ReadonlySet<string>;

  constructor(private readonly judged: Judged) {
    this.unresolved = new Set(judged.unresolved.map(formatPath));
  }

  unknownField(path: JsonPath, known: readonly string[]): void {
    const name = String(path.at(-1));
    const nearest = nearestName(name, known);
    this.add("UNKNOWN_FIELD", path, "key", "A field is not known", {
      detail: `${formatPath(path)} is not a field that Deployer knows here.`,
      hint: nearest
        ? `Did you mean ${nearest}?`
        : known.length > 0
          ? `The fields here are ${known.join(", ")}.`
          : "No field is known here.",
    });
  }

  listForMapping(path: JsonPath): void {
    this.wrongType(path, "a mapping", []);
  }

  issue(issue: Issue, root: JsonPath): void {
    const items = issue.path ?? [];
    const steps = items.map((item) => item.key as string | number);
    const objects = items.findIndex((item) => item.type === "object" && Array.isArray(item.input));
    if (objects !== -1) {
      // valibot takes a list for an object that lacks every field.
      this.wrongType([...root, ...steps.slice(0, objects)], "a mapping", items[objects]?.input);
      return;
    }
    const path = [...root, ...steps];
    const last = items.at(-1);
    if (last?.origin === "key" && issue.kind === "schema" && issue.expected === "never") return;
    if (issue.kind === "validation") this.invalid(issue, path, last?.origin === "key");
    else if (issue.input === undefined) this.missing(path);
    else if (issue.type === "union") this.union(issue, path);
    else this.mismatch(issue, path);
  }

  private missing(path: JsonPath): void {
    this.add("MISSING_FIELD", path, "key", "A required field is missing", {
      detail: `${formatPath(path)} is missing.`,
      hint: `Write ${formatPath(path)}.`,
    });
  }

  /** A union reports what its nearest branch has to say. */
  private union(issue: Issue, path: JsonPath): void {
    const value = issue.input as Json;
    const relative = path.slice(this.judged.root.length);
    const schema = schemaAt(this.judged.schema, this.judged.value, relative);
    const branch = schema && branchFor(schema, value);
    const issues = branch ? (v.safeParse(branch, value).issues ?? []) : [];
    const deeper = issues.filter((each) => each.path || each.kind === "validation");
    if (deeper.length === 0) this.mismatch(issue, path);
    for (const each of deeper) this.issue(each, path);
  }

  private mismatch(issue: Issue, path: JsonPath): void {
    const value = issue.input as Json;
    const schema = schemaAt(this.judged.schema, this.judged.value, path.slice(this.judged.root.length));
    const choices = choicesOf(schema, value);
    if ((choices || issue.type === "variant") && typeof value === "string") {
      this.notAChoice(issue, path, value, choices);
    } else if (isCustom(issue)) {
      const placed = choices !== undefined || issue.type === "never";
      const code = placed ? "INVALID_VALUE" : "WRONG_TYPE";
      this.add(
        code,
        path,
        issue.type === "never" ? "key" : "value",
        placed ? "A value is not accepted" : "A value has the wrong type",
        {
          detail: `${formatPath(path)}: ${issue.message}.`,
          hint: typeHint(issue.type, value),
        },
      );
    } else {
      this.wrongType(path, choices ? choices.join(" or ") : plainType(issue), value, typeHint(issue.type, value));
    }
  }

  private notAChoice(issue: Issue, path: JsonPath, value: string, choices: readonly string[] | undefined): void {
    const known = choices ?? [...(issue.expected ?? "").matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? "");
    const nearest = nearestName(value, known);
    this.add("INVALID_VALUE", path, "value", "A value is not accepted", {
      detail: isCustom(issue)
        ? `${formatPath(path)}: ${issue.message}.`
        : `${formatPath(path)} is ${shown(value, path)} and must be ${known.join(" or ")}.`,
      hint: nearest ? `Did you mean ${nearest}?` : undefined,
    });
  }

  private invalid(issue: Issue, path: JsonPath, onKey: boolean): void {
    const isSecret = issue.requirement === secretName;
    const rule = isCustom(issue) ? issue.message : plainRule(issue);
    const code: DiagnosticCode = isSecret ? "SECRET_LITERAL" : "INVALID_VALUE";
    const summary = isSecret
      ? "A field that wants the name of a secret holds something else"
      : "A value is not accepted";
    const value = typeof issue.input === "object" || isSecret ? "" : ` (it is ${shown(issue.input as Json, path)})`;
    this.add(code, path, onKey ? "key" : "value", summary, {
      detail: `${formatPath(path)}: ${rule}${value}.`,
      hint: isSecret ? "Keep the value in Secrets Manager and write the secret's name." : undefined,
    });
  }

  private wrongType(path: JsonPath, expected: string, received: unknown, hint?: string): void {
    this.add("WRONG_TYPE", path, "value", "A value has the wrong type", {
      detail: `${formatPath(path)} must be ${expected} and is ${shown(received as Json, path)}.`,
      hint,
    });
  }

  private add(
    code: DiagnosticCode,
    path: JsonPath,
    what: "key" | "value",
    summary: string,
    rest: { readonly detail: string; readonly hint: string | undefined },
  ): void {
    const place = formatPath(path);
    if (this.isUnresolved(path)) return;
    this.silent = false;
    // A value of the wrong type breaks several rules at once; the first says enough.
    if (this.seen.has(place)) return;
    this.seen.add(place);
    const at = this.judged.locate(path, what);
    this.judged.report(errorDiagnostic(code, { summary, ...rest, at, address: this.judged.address }));
  }

  /** A place without a value yet, or one that rules over several fields with one among them. */
  private isUnresolved(path: JsonPath): boolean {
    if (this.unresolved.size === 0) return false;
    const place = formatPath(path);
    const container = typeof valueAt(this.judged.value, path.slice(this.judged.root.length)) === "object";
    for (const each of this.unresolved) {
      if (each === place || (container && (each.startsWith(`${place}.`) || each.startsWith(`${place}[`)))) return true;
    }
    return false;
  }
}

const isCustom = (issue: Issue): boolean => !issue.message.startsWith("Invalid ");

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  Object: "a mapping",
  Array: "a list",
};

function plainType(issue: Issue): string {
  const expected = (issue.expected ?? "something else").replace(/^\(|\)$/g, "");
  return expected
    .split(" | ")
    .map((each) => typeNames[each] ?? each.replaceAll('"', ""))
    .join(" or ");
}

function plainRule(issue: Issue): string {
  const bound = String(issue.requirement);
  const things = typeof issue.input === "string" ? "characters" : "items";
  const rules: Readonly<Record<string, string>> = {
    min_value: `must be at least ${bound}`,
    max_value: `must be at most ${bound}`,
    min_length: bound === "1" ? "must not be empty" : `must have at least ${bound} ${things}`,
    max_length: `must have at most ${bound} ${things}`,
    integer: "must be a whole number",
    regex: `must match ${bound}`,
  };
  return rules[issue.type] ?? `must be ${issue.expected ?? "different"}`;
}

/** A value in plain words; what could be a secret, and what is long, is only described. */
function shown(value: Json | undefined, path: JsonPath): string {
  if (value === undefined || value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (/secret|password|token|credential/i.test(formatPath(path)))
    return typeof value === "string" ? "a text" : `a ${typeof value}`;
  if (typeof value !== "string") return typeof value === "number" ? `the number ${value}` : String(value);
  return value.length > 80 ? `a text of ${value.length} characters` : `the text ${JSON.stringify(value)}`;
}

function typeHint(expected: string, value: Json): string | undefined {
  if (expected === "string" && (typeof value === "number" || typeof value === "boolean"))
    return "Put the value in quotes.";
  if (typeof value !== "string") return undefined;
  const number = expected === "number" && /^-?\d+(?:\.\d+)?$/.test(value);
  const boolean = expected === "boolean" && /^(?:true|false)$/.test(value);
  if (!number && !boolean) return undefined;
  return `Remove the quotes; where it comes from a variable, declare the variable in stack.yaml with type: ${expected}.`;
}
