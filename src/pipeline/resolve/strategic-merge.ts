import { type MergeKeys, noMergeKeys, usualMergeKey } from "../../../schemas/merge-key.ts";
import { isJsonObject, type Json, type JsonObject, type JsonPath } from "../../model/json.ts";

/** What a merge comes across; paths are the patch's own. */
export interface MergeReport {
  /** A `$patch` that is none of delete, replace and merge. */
  invalidDirective(path: JsonPath, directive: Json): void;
  /** A plain list replaced another and left items out. */
  itemsRemoved(path: JsonPath, items: readonly Json[]): void;
}

const directiveKey = "$patch";

/** What a merge needs to know wherever it is. */
interface Merging {
  readonly report: MergeReport;
  readonly keys: MergeKeys;
}

/** By which field the items of the list at a path are told apart. */
export function mergeKeyAt(keys: MergeKeys, path: JsonPath): string {
  if (keys.size === 0) return usualMergeKey;
  let place = "";
  for (const step of path) place += typeof step === "number" ? "[]" : place === "" ? step : `.${step}`;
  return keys.get(place) ?? usualMergeKey;
}

/**
 * Lays a patch over a base as Kubernetes' strategic merge does: maps merge, lists of items that have the merge key merge by
 * it and keep the base's order, other lists are replaced, null deletes, and `$patch` is obeyed. Neither argument is changed.
 */
export function strategicMerge(
  base: JsonObject,
  patch: JsonObject,
  report: MergeReport,
  keys: MergeKeys = noMergeKeys,
): JsonObject {
  const merged = mergeMap(base, patch, [], { report, keys });
  return isJsonObject(merged) ? merged : {};
}

/** One path for the whole walk, copied only for a report: most merges have nothing to report. */
type WalkedPath = (string | number)[];

function merge(
  base: Json | undefined,
  patch: Json,
  step: string | number,
  path: WalkedPath,
  merging: Merging,
): Json | undefined {
  if (typeof patch !== "object" || patch === null) return patch;
  // Most of what is laid down meets nothing below it, and values are never changed: it can be taken as it is.
  if (base === undefined && !hasInstructions(patch)) return patch;
  path.push(step);
  const merged = Array.isArray(patch)
    ? mergeList(base, patch as readonly Json[], path, merging)
    : mergeMap(base, patch as JsonObject, path, merging);
  path.pop();
  return merged;
}

function mergeMap(base: Json | undefined, patch: JsonObject, path: WalkedPath, merging: Merging): Json | undefined {
  const directive = directiveOf(patch, path, merging);
  if (directive === "delete") return undefined;
  const result: Record<string, Json> = isJsonObject(base) && directive !== "replace" ? { ...base } : {};
  for (const key in patch) {
    if (key === directiveKey) continue;
    const value = patch[key] ?? null;
    // A null says that the key is not there, whatever weaker layers hold.
    const merged = value === null ? undefined : merge(result[key], value, key, path, merging);
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
  merging: Merging,
): "delete" | "replace" | undefined {
  if (!Object.hasOwn(patch, directiveKey)) return undefined;
  const directive = patch[directiveKey] ?? null;
  if (directive === "delete" || directive === "replace") return directive;
  if (directive !== "merge") merging.report.invalidDirective([...path, directiveKey], directive);
  return undefined;
}

/** What tells an item from the others; undefined where it lacks that. */
type ItemKey = string | number | undefined;

export function keyOfItem(item: Json | undefined, key: string): ItemKey {
  const value = isJsonObject(item) ? item[key] : undefined;
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

/** An item that says how the list itself is to be treated, such as `- $patch: replace`. */
const isListDirective = (item: Json, key: string): boolean =>
  isJsonObject(item) && Object.hasOwn(item, directiveKey) && keyOfItem(item, key) === undefined;

function mergeList(
  base: Json | undefined,
  patch: readonly Json[],
  path: WalkedPath,
  merging: Merging,
): Json[] | undefined {
  const old: readonly Json[] = Array.isArray(base) ? base : [];
  const key = mergeKeyAt(merging.keys, path);
  let whole: "delete" | "replace" | undefined;
  patch.forEach((item, index) => {
    if (isListDirective(item, key)) whole = directiveOf(item as JsonObject, [...path, index], merging) ?? whole;
  });
  if (whole === "delete") return undefined;
  const hasKey = (item: Json) => keyOfItem(item, key) !== undefined;
  const keyed = old.every(hasKey) && patch.every((item) => hasKey(item) || isListDirective(item, key));
  if (whole === undefined && keyed && old.length > 0) return mergeKeyed(old, patch, key, path, merging);
  const fresh = mergeKeyed([], patch, key, path, merging);
  if (whole === undefined && old.length > 0) {
    const kept = new Set(fresh.map((item) => JSON.stringify(item)));
    const removed = old.filter((item) => !kept.has(JSON.stringify(item)));
    if (removed.length > 0) merging.report.itemsRemoved([...path], removed);
  }
  return fresh;
}

const isDeletion = (item: Json): boolean => isJsonObject(item) && item[directiveKey] === "delete";

function mergeKeyed(
  old: readonly Json[],
  patch: readonly Json[],
  key: string,
  path: WalkedPath,
  merging: Merging,
): Json[] {
  const deleted = new Set(patch.filter(isDeletion).map((item) => keyOfItem(item, key)));
  // What a patch deletes is the base's; an item that the same patch adds stays, wherever the deletion stands.
  const result: (Json | undefined)[] =
    deleted.size === 0 ? [...old] : old.map((item) => (deleted.has(keyOfItem(item, key)) ? undefined : item));
  const positions = new Map<ItemKey, number>();
  old.forEach((item, index) => {
    const value = keyOfItem(item, key);
    if (value !== undefined && !positions.has(value)) positions.set(value, index);
  });
  patch.forEach((item, index) => {
    if (isListDirective(item, key) || isDeletion(item)) return;
    const value = keyOfItem(item, key);
    // Items of one layer never merge with one another: two of the same key are a mistake for the schema to find.
    const position = value === undefined ? undefined : positions.get(value);
    const merged = merge(position === undefined ? undefined : result[position], item, index, path, merging);
    if (position !== undefined) result[position] = merged;
    else if (merged !== undefined) result.push(merged);
  });
  return result.filter((item) => item !== undefined);
}
