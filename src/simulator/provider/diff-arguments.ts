import { canonicalJson, isJsonObject, type Json, type JsonObject } from "../../model/json.ts";
import type { TypeRule } from "../types/type-rule.ts";

export type ChangeKind = "add" | "delete" | "update";

/** One argument, or part of one, that differs. */
export interface ArgumentChange {
  readonly path: string;
  readonly kind: ChangeKind;
  readonly replaces: boolean;
}

export interface ArgumentDiff {
  readonly changes: readonly ArgumentChange[];
  /** Arguments that differ. */
  readonly changed: readonly string[];
  readonly replaces: readonly string[];
  /** The replacement would have the name of what it replaces, which AWS does not allow twice. */
  readonly deleteBeforeReplace: boolean;
}

/** Compares a resource's arguments. `sameSensitive` says whether a sensitive one is what AWS has; undefined: not known. */
export function diffArguments(
  rule: TypeRule,
  before: JsonObject,
  after: JsonObject,
  sameSensitive: (name: string, value: Json) => boolean | undefined,
): ArgumentDiff {
  const changes: ArgumentChange[] = [];
  const changed: string[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = before[name];
    const next = after[name];
    if (rule.sensitive?.includes(name) && next !== undefined && sameSensitive(name, next) === true) continue;
    if (same(old, next)) continue;
    const found: ArgumentChange[] = [];
    compare(old, next, name, rule.replaceOn.includes(name), found);
    if (found.length > 0) changed.push(name);
    changes.push(...found);
  }
  const replaces = changed.filter((name) => rule.replaceOn.includes(name));
  const keepsName = rule.unique?.arguments.every((name) => same(before[name], after[name])) ?? false;
  return { changes, changed, replaces, deleteBeforeReplace: replaces.length > 0 && keepsName };
}

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

function compare(
  old: Json | undefined,
  next: Json | undefined,
  path: string,
  replaces: boolean,
  changes: ArgumentChange[],
): void {
  if (same(old, next)) return;
  if (old === undefined || next === undefined) {
    changes.push({ path, kind: old === undefined ? "add" : "delete", replaces });
  } else if (Array.isArray(old) && Array.isArray(next)) {
    for (let at = 0; at < Math.max(old.length, next.length); at++) {
      compare(old[at] as Json | undefined, next[at] as Json | undefined, `${path}[${at}]`, replaces, changes);
    }
  } else if (isJsonObject(old) && isJsonObject(next)) {
    for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
      const step = /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
      compare(old[name], next[name], `${path}${step}`, replaces, changes);
    }
  } else changes.push({ path, kind: "update", replaces });
}
