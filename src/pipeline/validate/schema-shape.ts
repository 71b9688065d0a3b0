import * as v from "valibot";
import { isJsonObject, type Json, type JsonObject, type JsonPath } from "../../model/json.ts";

/** The parts of valibot's schemas by which one can walk into them. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly wrapped?: Shape;
  readonly options?: readonly unknown[];
  readonly item?: Shape;
  readonly items?: readonly Shape[];
  readonly value?: Shape;
  readonly key?: unknown;
  readonly getter?: (value: unknown) => Shape;
}

export type Schema = v.GenericSchema<unknown, unknown>;

const shapeOf = (schema: unknown): Shape => schema as Shape;
const isShape = (value: unknown): value is Shape => typeof value === "object" && value !== null && "type" in value;

/** Takes off optional, nullable and lazy, and picks the branch of a union that a value comes nearest to. */
export function branchFor(schema: Schema, value: Json | undefined): Schema {
  let current: unknown = schema;
  for (let depth = 0; depth < 32; depth++) {
    const shape = shapeOf(current);
    if (shape.wrapped) current = shape.wrapped;
    else if (shape.getter) current = shape.getter(value);
    else if (shape.type === "variant") current = variantBranch(shape, value);
    else if (shape.type === "union") current = nearestOption(current as Schema, value);
    else break;
  }
  return current as Schema;
}

function variantBranch(shape: Shape, value: Json | undefined): unknown {
  const options = (shape.options ?? []).filter(isShape);
  const key = String(shape.key);
  const tag = isJsonObject(value) ? value[key] : undefined;
  const found = options.find((option) => {
    const discriminator = option.entries?.[key];
    return discriminator !== undefined && v.safeParse(discriminator as unknown as Schema, tag).success;
  });
  // Without a usable tag there is no branch; all their fields are then as good as known.
  return found ?? { type: "variant_branches", branches: options };
}

/** How many of a mapping's keys a schema does not accept; a field that may never be set is as good as unknown. */
function strangeKeys(schema: Schema, value: Json | undefined): number {
  if (!isJsonObject(value)) return 0;
  const { entries = {} } = shapeOf(schema);
  const accepts = (entry: Shape | undefined): boolean =>
    entry !== undefined && (entry.wrapped ? accepts(entry.wrapped) : entry.type !== "never");
  return Object.keys(value).filter((key) => !accepts(Object.hasOwn(entries, key) ? entries[key] : undefined)).length;
}

/** The option that knows most of a value's fields, and of those the one that complains least about it. */
export function nearestOption(union: Schema, value: Json | undefined): Schema {
  const all = (shapeOf(union).options ?? []).filter(isShape) as unknown as Schema[];
  const fewest = Math.min(...all.map((option) => strangeKeys(option, value)));
  const options = all.filter((option) => strangeKeys(option, value) === fewest);
  let best: Schema | undefined;
  let bestScore = Number.POSITIVE_INFINITY;
  for (const option of options) {
    const result = v.safeParse(option, value);
    const issues = result.issues ?? [];
    const mismatched = issues.some((issue) => !issue.path && issue.kind === "schema");
    const score = (mismatched ? 1000 : 0) + issues.length;
    if (score < bestScore) {
      best = option;
      bestScore = score;
    }
  }
  return best ?? union;
}

/** The schema of a member, or undefined where the schema says nothing about it. */
function childOf(schema: Schema, step: string | number): Schema | undefined {
  const shape = shapeOf(schema);
  if (typeof step === "number") return (shape.item ?? shape.items?.[step]) as Schema | undefined;
  if (shape.entries) return Object.hasOwn(shape.entries, step) ? (shape.entries[step] as unknown as Schema) : undefined;
  return shape.type === "record" && isShape(shape.value) ? (shape.value as unknown as Schema) : undefined;
}

/** The schema at a path of a value, branches chosen by the value. */
export function schemaAt(schema: Schema, value: Json, path: JsonPath): Schema | undefined {
  let current: Schema | undefined = schema;
  let here: Json | undefined = value;
  for (const step of path) {
    if (current === undefined) return undefined;
    current = childOf(branchFor(current, here), step);
    here = Array.isArray(here) || isJsonObject(here) ? (here as Record<string | number, Json>)[step] : undefined;
  }
  return current;
}

/** Names that an object schema knows; undefined where it takes any. */
export function knownFields(schema: Schema): readonly string[] | undefined {
  const shape = shapeOf(schema) as Shape & { readonly branches?: readonly Shape[] };
  if (shape.type === "strict_object") return Object.keys(shape.entries ?? {});
  return shape.branches?.flatMap((branch) => Object.keys(branch.entries ?? {}));
}

/** Every field of a value that no schema knows, with the names that are known where it stands. */
export function unknownFields(
  schema: Schema,
  value: Json,
  root: JsonPath,
): { readonly path: JsonPath; readonly known: readonly string[] }[] {
  const found: { path: JsonPath; known: readonly string[] }[] = [];
  const visit = (current: Schema, here: Json, path: JsonPath): void => {
    const branch = branchFor(current, here);
    if (Array.isArray(here)) {
      here.forEach((item: Json, index) => {
        const child = childOf(branch, index);
        if (child) visit(child, item, [...path, index]);
      });
      return;
    }
    if (!isJsonObject(here)) return;
    const known = knownFields(branch);
    for (const [key, member] of Object.entries(here)) {
      const child = childOf(branch, key);
      if (child) visit(child, member, [...path, key]);
      else if (known && !known.includes(key)) found.push({ path: [...path, key], known });
    }
  };
  visit(schema, value, root);
  return found;
}

const mappingTypes = new Set(["object", "loose_object", "strict_object", "object_with_rest", "record", "variant"]);

/** Lists that stand where a mapping is wanted: valibot takes a list for a mapping whose keys are numbers. */
export function listsForMappings(schema: Schema, value: Json): JsonPath[] {
  const found: JsonPath[] = [];
  const path: (string | number)[] = [];
  const visit = (here: Json): void => {
    if (typeof here !== "object" || here === null) return;
    if (Array.isArray(here)) {
      const wanted = schemaAt(schema, value, path);
      if (wanted && mappingTypes.has(shapeOf(branchFor(wanted, here)).type)) {
        found.push([...path]);
        return;
      }
    }
    for (const [key, member] of Object.entries(here)) {
      path.push(Array.isArray(here) ? Number(key) : key);
      visit(member as Json);
      path.pop();
    }
  };
  visit(value);
  return found;
}

/** Whether every list of an accepted value is still one in what the schema made of it: a cheap first look for the above. */
export function keepsLists(value: Json, output: unknown): boolean {
  if (typeof value !== "object" || value === null || value === output) return true;
  if (typeof output !== "object" || output === null) return !Array.isArray(value);
  if (Array.isArray(value)) {
    return Array.isArray(output) && value.every((item: Json, index) => keepsLists(item, output[index]));
  }
  const map = value as JsonObject;
  for (const key in map) if (!keepsLists(map[key] ?? null, (output as Record<string, unknown>)[key])) return false;
  return true;
}

/** The choices of a picklist, or the one of a literal. */
export function choicesOf(schema: Schema | undefined, value: Json | undefined): readonly string[] | undefined {
  if (!schema) return undefined;
  const shape = shapeOf(branchFor(schema, value)) as Shape & { readonly literal?: unknown };
  if (shape.type === "picklist") return (shape.options ?? []).map(String);
  return shape.type === "literal" ? [String(shape.literal)] : undefined;
}

/** The types that a scalar may have to be accepted, by the names of `typeof`. */
export function scalarTypes(schema: Schema): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (shape: Shape & { readonly literal?: unknown }): void => {
    if (shape.wrapped) visit(shape.wrapped);
    else if (shape.type === "union") for (const option of shape.options ?? []) visit(option as Shape);
    else if (shape.type === "picklist") for (const option of shape.options ?? []) found.add(typeof option);
    else if (shape.type === "literal") found.add(typeof shape.literal);
    else if (shape.type === "any" || shape.type === "unknown") found.add("string");
    else found.add(shape.type);
  };
  visit(shapeOf(schema));
  return found;
}
