import { nearestName } from "../../diagnostics/nearest-name.ts";
import { isJsonObject, type Json, type JsonObject } from "../../model/json.ts";
import type { Member, Shape } from "../arguments/shape.ts";
import { argumentsOf } from "../types/rule-catalogue.ts";
import type { Constraint, TypeRule } from "../types/type-rule.ts";

/** How the engine writes a value that is not known yet. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** An argument that the provider refuses, worded as it words it. */
export interface ArgumentFailure {
  readonly property: string;
  readonly reason: string;
}

/** Everything that is wrong with a resource's arguments by themselves, before AWS is asked. */
export function checkArguments(rule: TypeRule, inputs: JsonObject): ArgumentFailure[] {
  const failures: ArgumentFailure[] = [];
  checkMembers(argumentsOf(rule), inputs, "", failures);
  for (const [path, constraint] of Object.entries(rule.constraints ?? {})) {
    for (const [place, value] of placesAt(inputs, path)) checkConstraint(place, value, constraint, failures);
  }
  for (const group of rule.exactlyOneOf ?? []) {
    const given = group.filter((name) => inputs[name] !== undefined && inputs[name] !== null);
    if (given.length === 1) continue;
    const names = group.map((name) => `"${name}"`).join(", ");
    const reason =
      given.length === 0
        ? `Missing required argument. one of ${names} must be specified`
        : `Invalid combination of arguments. only one of ${names} can be specified, but ${given.map((name) => `"${name}"`).join(", ")} were specified`;
    failures.push({ property: given[1] ?? group[0] ?? "", reason });
  }
  return failures;
}

function checkMembers(
  members: ReadonlyMap<string, Member>,
  value: JsonObject,
  path: string,
  failures: ArgumentFailure[],
): void {
  const at = (name: string) => (path ? `${path}.${name}` : name);
  for (const [name, given] of Object.entries(value)) {
    const member = members.get(name);
    if (member) checkShape(member.shape, given, at(name), failures);
    else {
      const near = nearestName(name, members.keys());
      failures.push({ property: at(name), reason: `Invalid or unknown key.${near ? ` Did you mean "${near}"?` : ""}` });
    }
  }
  for (const [name, member] of members) {
    if (!member.required || (value[name] !== undefined && value[name] !== null)) continue;
    const reason = `Missing required argument. The argument "${name}" is required, but no definition was found.`;
    failures.push({ property: at(name), reason });
  }
}

function checkShape(shape: Shape, value: Json, path: string, failures: ArgumentFailure[]): void {
  if (value === null || value === unknownValue) return;
  const expected = (what: string) =>
    failures.push({
      property: path,
      reason: `expected ${what}, got ${Array.isArray(value) ? "a list" : isJsonObject(value) ? "an object" : JSON.stringify(value)}`,
    });
  if (shape.kind === "list") {
    if (!Array.isArray(value)) expected("a list");
    else for (const [at, item] of (value as Json[]).entries()) checkShape(shape.item, item, `${path}[${at}]`, failures);
  } else if (shape.kind === "record") {
    if (isJsonObject(value)) checkMembers(shape.members, value, path, failures);
    else expected("an object");
  } else if (shape.kind === "map") {
    if (!isJsonObject(value)) expected("a map of strings");
    else
      for (const [name, item] of Object.entries(value))
        checkShape({ kind: "string" }, item, `${path}.${name}`, failures);
  } else if (shape.kind === "object") {
    if (typeof value !== "object") expected("an object");
  } else if (typeof value !== shape.kind) expected(`a ${shape.kind}`);
}

function checkConstraint(path: string, value: Json, constraint: Constraint, failures: ArgumentFailure[]): void {
  if (value === null || value === unknownValue) return;
  if ("oneOf" in constraint) {
    if (constraint.oneOf.includes(value as string)) return;
    const allowed = constraint.oneOf.map((each) => JSON.stringify(each)).join(" ");
    failures.push({
      property: path,
      reason: `expected ${path} to be one of [${allowed}], got ${JSON.stringify(value)}`,
    });
  } else if ("range" in constraint) {
    const [from, to] = constraint.range;
    if (typeof value !== "number" || (value >= from && value <= to)) return;
    failures.push({ property: path, reason: `expected ${path} to be in the range (${from} - ${to}), got ${value}` });
  } else if (typeof value === "string" && !constraint.pattern.test(value)) {
    failures.push({
      property: path,
      reason: `invalid value for ${path}: expected ${constraint.expected}, got ${JSON.stringify(value)}`,
    });
  }
}

/** Values at a path such as `parameters[].applyMethod`, each with where it stands. */
function placesAt(inputs: JsonObject, path: string): [string, Json][] {
  let places: [string, Json][] = [["", inputs]];
  for (const step of path.split(".")) {
    const isList = step.endsWith("[]");
    const name = isList ? step.slice(0, -2) : step;
    places = places.flatMap(([at, value]): [string, Json][] => {
      const member = isJsonObject(value) ? value[name] : undefined;
      if (member === undefined) return [];
      const place = at ? `${at}.${name}` : name;
      if (!isList) return [[place, member]];
      return Array.isArray(member) ? (member as Json[]).map((item, index) => [`${place}[${index}]`, item]) : [];
    });
  }
  return places;
}
