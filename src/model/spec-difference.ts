import { canonicalJson, formatPath, isJsonObject, type Json, type JsonPath } from "./json.ts";

/** Paths at which two values differ, the deepest that still say what changed; at most `limit`. */
export function differingPaths(before: Json | undefined, after: Json | undefined, limit: number): string[] {
  const found: string[] = [];
  const visit = (left: Json | undefined, right: Json | undefined, path: JsonPath): void => {
    if (found.length >= limit || canonicalJson(left) === canonicalJson(right)) return;
    if (isJsonObject(left) && isJsonObject(right)) {
      for (const key of [...new Set([...Object.keys(left), ...Object.keys(right)])].sort())
        visit(left[key], right[key], [...path, key]);
      return;
    }
    if (Array.isArray(left) && Array.isArray(right) && left.length === right.length) {
      left.forEach((item: Json, index) => {
        visit(item, right[index], [...path, index]);
      });
      return;
    }
    found.push(formatPath(path) || "spec");
  };
  visit(before, after, []);
  return found;
}
