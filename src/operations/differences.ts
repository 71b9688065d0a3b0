import { canonicalJson, isJsonObject, type Json, type JsonPath } from "../model/json.ts";

/** A value on one side of a comparison, and where in its document it is. */
export interface Side {
  readonly path: JsonPath;
  readonly value: Json;
}

/** One place at which two values differ; a side that has nothing there is absent. */
export interface Difference {
  /** The place as people read it; items with names are told by them: `spec.ports[http].port`. */
  readonly place: string;
  readonly left: Side | undefined;
  readonly right: Side | undefined;
}

/** Everything in which two values differ, each as deep as both sides have something to compare. */
export function differencesBetween(left: Json, right: Json): Difference[] {
  const found: Difference[] = [];
  compare({ path: [], value: left }, { path: [], value: right }, "", found);
  return found;
}

function compare(left: Side | undefined, right: Side | undefined, place: string, found: Difference[]): void {
  if (left && right) {
    if (canonicalJson(left.value) === canonicalJson(right.value)) return;
    const members = membersOf(left, right, place);
    if (members) {
      for (const [one, other, below] of members) compare(one, other, below, found);
      return;
    }
  }
  found.push({ place, left, right });
}

type Members = [left: Side | undefined, right: Side | undefined, place: string][];

/** The members of two mappings or lists side by side; undefined where they can only be compared as a whole. */
function membersOf(left: Side, right: Side, place: string): Members | undefined {
  if (isJsonObject(left.value) && isJsonObject(right.value)) {
    const keys = [...new Set([...Object.keys(left.value), ...Object.keys(right.value)])];
    return keys.map((key) => [memberOf(left, key), memberOf(right, key), place === "" ? key : `${place}.${key}`]);
  }
  if (!Array.isArray(left.value) || !Array.isArray(right.value)) return undefined;
  const ours = namesOf(left.value);
  const theirs = namesOf(right.value);
  if (ours && theirs) {
    const names = [...new Set([...ours.keys(), ...theirs.keys()])];
    const members = names.map((name): Members[number] => [
      memberOf(left, ours.get(name)),
      memberOf(right, theirs.get(name)),
      `${place}[${name}]`,
    ]);
    // The same items in another order differ in nothing but that.
    return members.some(([one, other]) => canonicalJson(one?.value) !== canonicalJson(other?.value))
      ? members
      : undefined;
  }
  if (left.value.length !== right.value.length) return undefined;
  return left.value.map((_, index) => [memberOf(left, index), memberOf(right, index), `${place}[${index}]`]);
}

function memberOf(side: Side, step: string | number | undefined): Side | undefined {
  if (step === undefined) return undefined;
  const value = (side.value as Readonly<Record<string | number, Json>>)[step];
  return value === undefined ? undefined : { path: [...side.path, step], value };
}

/** Where each named item stands; undefined unless all have different names. */
function namesOf(list: readonly Json[]): ReadonlyMap<string, number> | undefined {
  const names = new Map<string, number>();
  list.forEach((item, index) => {
    if (isJsonObject(item) && typeof item.name === "string") names.set(item.name, index);
  });
  return names.size === list.length ? names : undefined;
}
