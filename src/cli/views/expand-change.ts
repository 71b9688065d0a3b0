import { formatPath, isJsonObject, type Json, type JsonPath } from "../../model/json.ts";
import type { PropertyChange } from "../../model/plan.ts";

/** More differences than this are not easier to read than the two values. */
const mostDifferences = 12;

/**
 * A change of a list or map as changes of what differs in it: nobody finds one new image tag in two lines of JSON.
 * Documents written as text, such as container definitions and policies, are looked into as well.
 */
export function expandChange(change: PropertyChange): readonly PropertyChange[] {
  const before = structureOf(change.before);
  const after = structureOf(change.after);
  if (before === undefined || after === undefined || Array.isArray(before) !== Array.isArray(after)) return [change];
  const found: PropertyChange[] = [];
  collect(before, after, [], (path, was, is) => {
    const inner = formatPath(path);
    const joint = inner.startsWith("[") ? "" : ".";
    found.push({ ...change, path: `${change.path}${joint}${inner}`, before: was, after: is });
  });
  return found.length === 0 || found.length > mostDifferences ? [change] : found;
}

/** A list or map, or the one that a text holds. */
function structureOf(value: Json | undefined): Json | undefined {
  if (typeof value === "object" && value !== null) return value;
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}

type Found = (path: JsonPath, before: Json | undefined, after: Json | undefined) => void;

function collect(before: Json | undefined, after: Json | undefined, path: JsonPath, found: Found): void {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  if (Array.isArray(before) && Array.isArray(after)) {
    for (let at = 0; at < Math.max(before.length, after.length); at++) {
      collect(before[at], after[at], [...path, at], found);
    }
  } else if (isJsonObject(before) && isJsonObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      collect(before[key], after[key], [...path, key], found);
    }
  } else found(path, before, after);
}
