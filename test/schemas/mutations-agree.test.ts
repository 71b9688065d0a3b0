import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import type { ValidateFunction } from "ajv";
import * as v from "valibot";
import { registry } from "../../plugins/registry.ts";
import { type DefinedSchema, narrowedSchema } from "../../schemas/narrowed-schema.ts";
import { combinedSchema, componentKinds, componentSpec } from "../../scripts/json-schema/documents.ts";
import type { JsonSchema } from "../../scripts/json-schema/json-schema.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { memoryFiles } from "../fixtures/memory-files.ts";
import { runStages } from "../fixtures/run-stages.ts";
import { readmeExamples } from "../kinds/readme-examples.ts";
import { complaints, independentValidator } from "./independent-validator.ts";

type Spec = Record<string, unknown>;

/** Findings that take more than the document itself. */
const beyondDocuments = new Set([
  "DEPENDENCY_NOT_FOUND",
  "DEPENDENCY_CYCLE",
  "OUTPUT_NOT_FOUND",
  "OUTPUT_TYPE_MISMATCH",
]);

const values: readonly unknown[] = [
  null,
  "",
  "text",
  "5",
  "10.0.0.0/16",
  "${NAME}",
  "a-${NAME}",
  "${NAME",
  "/${NAME",
  "$${NAME}",
  0,
  -1,
  7,
  256,
  1.5,
  100000000,
  true,
  [],
  ["text"],
  [null],
  {},
  { unknown: 1 },
  { component: "service/other", output: "arn" },
];

/** No value has arrived for these yet, and validate waits with its judgement until one has. */
const isPostponed = (value: unknown): boolean => typeof value === "string" && /(?<!\$)\$\{NAME\}/.test(value);

const combined = combinedSchema(registry, "whole");

const documentOf = (kind: Kind, spec: unknown): Spec => ({
  apiVersion: kind.apiVersion,
  kind: kind.name,
  metadata: { name: "subject", service: "service" },
  spec,
});

/** What validate says about a stack with one component. Without an environment a variable may still get a value. */
function errorsOf(kind: Kind, spec: unknown): readonly Diagnostic[] {
  const document = (apiVersion: string, name: string, metadata: Spec) =>
    JSON.stringify({ apiVersion, kind: name, metadata, spec: {} });
  const files = memoryFiles({
    "stacks/stack/stack.yaml": document("core.deployer.io/v1", "Stack", { name: "stack" }),
    "stacks/stack/services/service/service.yaml": document("core.deployer.io/v1", "Service", { name: "service" }),
    "stacks/stack/services/service/subject.yaml": JSON.stringify(documentOf(kind, spec)),
  });
  const { diagnostics } = runStages(files, {}, registry);
  return diagnostics.filter((each) => each.severity === "error" && !beyondDocuments.has(each.code));
}

/** Whether nothing but rules in code refuse a spec: those that look at several fields, or compute. */
function onlyRulesInCode(kind: Kind, spec: Spec): boolean {
  const { dependsOn: _, ...own } = spec;
  const issues = v.safeParse(kind.spec, withoutNulls(own)).issues ?? [];
  return issues.length > 0 && issues.every(({ type }) => /check$/.test(type));
}

/** Null means absent in a map. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([key, member]) => [key, withoutNulls(member)]),
  );
}

/** What the schema and validate do not agree about, if anything. */
function disagreement(kind: Kind, validator: ValidateFunction, spec: Spec): string | undefined {
  const accepted = validator(documentOf(kind, spec));
  const errors = errorsOf(kind, spec);
  if (accepted === (errors.length === 0)) return undefined;
  if (accepted && onlyRulesInCode(kind, spec)) return undefined;
  const said = accepted ? errors.map((each) => `${each.code} ${each.detail}`).join("; ") : complaints(validator);
  return `${JSON.stringify(spec)}: only ${accepted ? "validate" : "the schema"} says ${said}`;
}

/** A copy with a value at a path; sections on the way are made, and undefined takes the field out. */
function changed(spec: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") {
    return (Array.isArray(spec) ? spec : [{}]).map((item, index) =>
      index === step ? changed(item, rest, value) : item,
    );
  }
  const { [step]: member, ...others } = (spec ?? {}) as Spec;
  const next = changed(member, rest, value);
  return next === undefined ? others : { ...others, [step]: next };
}

/** Every place that a spec has or could have, with what its schema says about it. */
function placesIn(schema: JsonSchema, at: readonly (string | number)[] = []): [(string | number)[], JsonSchema][] {
  const branches = [schema, ...(schema.type === "object" ? [] : (schema.anyOf ?? []))];
  const inside = branches.flatMap(({ properties = {}, items }) => [
    ...Object.entries(properties).flatMap(([name, member]) => placesIn(member, [...at, name])),
    ...(items ? placesIn(items, [...at, 0]) : []),
  ]);
  return [...(at.length > 0 ? [[[...at], schema] as [(string | number)[], JsonSchema]] : []), ...inside];
}

describe("the schema agrees with validate when any value stands anywhere in", () => {
  for (const kind of componentKinds(registry)) {
    test(kind.name, () => {
      const validator = independentValidator(narrowedSchema(combined as DefinedSchema, kind.name) as JsonSchema);
      const folder = join(import.meta.dir, "../../plugins", kind.name.toLowerCase());
      const examples = readmeExamples(folder) as Spec[];
      expect(examples.map((spec) => disagreement(kind, validator, spec))).toEqual(examples.map(() => undefined));
      const [example = {}] = examples;
      const found = placesIn(componentSpec(kind)).flatMap(
        ([path, { type, minimum, maximum, enum: choices = [], not }]) => {
          const isSection = type === "object" || type === "array" || not !== undefined;
          // What stands beside a value that has not arrived may be wrong already; without the field it shows.
          const isWrongWithout = errorsOf(kind, changed(example, path, undefined)).length > 0;
          const bounds = [minimum, maximum].flatMap((each) => (each === undefined ? [] : [each - 1, each, each + 1]));
          return [...values, ...bounds, ...choices, undefined].flatMap((value) => {
            const spec = changed(example, path, value) as Spec;
            if (isPostponed(value) && (isSection || isWrongWithout)) return [];
            return disagreement(kind, validator, spec) ?? [];
          });
        },
      );
      expect(found).toEqual([]);
    }, 30_000);
  }
});
