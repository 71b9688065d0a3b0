import { isJsonObject, type Json, type JsonObject, type JsonPath } from "../../model/json.ts";

/** What a merge comes across; paths are the patch's own. */
export interface MergeReport {
  /** A `$patch` that is none of delete, replace and merge. */
  invalidDirective(path: JsonPath, directive: Json): void;
  /** A plain list replaced another and left items out. */
  itemsRemoved(path: JsonPath, items: readonly Json[]): void;
}

const directiveKey = "$patch";
const mergeKey = "name";

/**
 * Lays a patch over a base as Kubernetes' strategic merge does: maps merge, lists of named items merge by name and keep
 * the base's order, other lists are replaced, null deletes, and `$patch` is obeyed. Neither argument is changed.
 */
export function strategicMerge(base: JsonObject, patch: JsonObject, report: MergeReport): JsonObject {
  const merged = mergeMap(base, patch, [], report);
  return isJsonObject(merged) ? merged : {};
}

/** One path for the whole walk, copied only for a report: most merges have nothing to report. */
type WalkedPath = (string | number)[];

function merge(
  base: Json | undefined,
  patch: Json,
  step: string | number,
  path: WalkedPath,
  report: MergeReport,
): Json | undefined {
  if (typeof patch !== "object" || patch === null) return patch;
  // Most of what is laid down meets nothing below it, and values are never changed: it can be taken as it is.
  if (base === undefined && !hasInstructions(patch)) return patch;
  path.push(step);
  const merged = Array.isArray(patch)
    ? mergeList(base, patch as readonly Json[], path, report)
    : mergeMap(base, patch as JsonObject, path, report);
  path.pop();
  return merged;
}

function mergeMap(base: Json | undefined, patch: JsonObject, path: WalkedPath, report: MergeReport): Json | undefined {
  const directive = directiveOf(patch, path, report);
  if (directive === "delete") return undefined;
  const result: Record<string, Json> = isJsonObject(base) && directive !== "replace" ? { ...base } : {};
  for (const key in patch) {
    if (key === directiveKey) continue;
    const value = patch[key] ?? null;
    // A null says that the key is not there, whatever weaker layers hold.
    const merged = value === null ? undefined : merge(result[key], value, key, path, report);
    if (merged === undefined) delete result[key];
    else result[key] = merged;
  }
  return result;
}

/** Whether a value holds nulls in maps or `$patch` directives, which a merge has to take out. */
function hasInstructions(value: Json): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return (value as readonly Json[]).some(hasInstructions);
  const map = value as JsonObject;
  for (const key in map)
    if (key === directiveKey || map[key] === null || hasInstructions(map[key] ?? null)) return true;
  return false;
}

function directiveOf(
  patch: JsonObject,
  path: readonly (string | number)[],
  report: MergeReport,
): "delete" | "replace" | undefined {
  if (!Object.hasOwn(patch, directiveKey)) return undefined;
  const directive = patch[directiveKey] ?? null;
  if (directive === "delete" || directive === "replace") return directive;
  if (directive !== "merge") report.invalidDirective([...path, directiveKey], directive);
  return undefined;
}

const nameOf = (item: Json): string | undefined => {
  const name = isJsonObject(item) ? item[mergeKey] : undefined;
  return typeof name === "string" ? name : undefined;
};

/** An item that says how the list itself is to be treated, such as `- $patch: replace`. */
const isListDirective = (item: Json): boolean =>
  isJsonObject(item) && Object.hasOwn(item, directiveKey) && nameOf(item) === undefined;

function mergeList(
  base: Json | undefined,
  patch: readonly Json[],
  path: WalkedPath,
  report: MergeReport,
): Json[] | undefined {
  const old: readonly Json[] = Array.isArray(base) ? base : [];
  let whole: "delete" | "replace" | undefined;
  patch.forEach((item, index) => {
    if (isListDirective(item)) whole = directiveOf(item as JsonObject, [...path, index], report) ?? whole;
  });
  if (whole === "delete") return undefined;
  const keyed = isKeyed(old) && patch.every((item) => nameOf(item) !== undefined || isListDirective(item));
  if (whole === undefined && keyed && old.length > 0) return mergeKeyed(old, patch, path, report);
  const fresh = mergeKeyed([], patch, path, report);
  if (whole === undefined && old.length > 0) {
    const kept = new Set(fresh.map((item) => JSON.stringify(item)));
    const removed = old.filter((item) => !kept.has(JSON.stringify(item)));
    if (removed.length > 0) report.itemsRemoved([...path], removed);
  }
  return fresh;
}

const isKeyed = (list: readonly Json[]): boolean => list.every((item) => nameOf(item) !== undefined);

function mergeKeyed(old: readonly Json[], patch: readonly Json[], path: WalkedPath, report: MergeReport): Json[] {
  const result: (Json | undefined)[] = [...old];
  const positions = new Map<string, number>();
  old.forEach((item, index) => {
    const name = nameOf(item);
    if (name !== undefined && !positions.has(name)) positions.set(name, index);
  });
  patch.forEach((item, index) => {
    if (isListDirective(item)) return;
    const name = nameOf(item);
    // Items of one layer never merge with one another: two of the same name are a mistake for the schema to find.
    const position = name === undefined ? undefined : positions.get(name);
    const merged = merge(position === undefined ? undefined : result[position], item, index, path, report);
    if (position !== undefined) result[position] = merged;
    else if (merged !== undefined) result.push(merged);
  });
  return result.filter((item) => item !== undefined);
}
