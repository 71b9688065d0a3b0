import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import { canonicalJson, formatPath, isJsonObject, type Json, type JsonPath, valueAt } from "../../model/json.ts";
import type { Action, PropertyChange, ResourceChange } from "../../model/plan.ts";
import { isBookkeeping, isSecret, resourceName, unknownSentinel } from "./engine-events.ts";

const actions: Readonly<Record<string, Action>> = {
  create: "CREATE",
  import: "CREATE",
  update: "UPDATE",
  replace: "REPLACE",
  "create-replacement": "REPLACE",
  "delete-replaced": "REPLACE",
  delete: "DELETE",
};

/** What a preview's steps come to for each resource; resources that stay as they are are left out. */
export function resourceChanges(steps: readonly StepEventMetadata[]): ResourceChange[] {
  const byUrn = new Map<string, { action: Action; step: StepEventMetadata }>();
  for (const step of steps) {
    const action = actions[step.op];
    if (!action || isBookkeeping(step.type)) continue;
    const known = byUrn.get(step.urn);
    // Of the steps of a replacement the one that names the differing properties says most.
    const better =
      !known || Object.keys(step.detailedDiff ?? {}).length > Object.keys(known.step.detailedDiff ?? {}).length;
    byUrn.set(step.urn, {
      action: known?.action === "REPLACE" || action === "REPLACE" ? "REPLACE" : action,
      step: better ? step : known.step,
    });
  }
  const ordered = [...byUrn.values()].sort((a, b) => a.step.urn.localeCompare(b.step.urn));
  return ordered.map(({ action, step }) => ({
    urn: step.urn,
    type: step.type,
    name: resourceName(step.urn),
    action,
    changes: propertyChanges(action, step),
  }));
}

function propertyChanges(action: Action, step: StepEventMetadata): PropertyChange[] {
  const before = (step.old?.inputs ?? {}) as Json;
  const after = (step.new?.inputs ?? {}) as Json;
  if (action === "DELETE" || !isJsonObject(before) || !isJsonObject(after)) return [];
  if (action === "CREATE") return visibleKeys(after).map((key) => change([key], undefined, after[key], false));
  const replacing = new Set((step.keys ?? []).map(topLevel));
  const detailed = Object.entries(step.detailedDiff ?? {});
  if (detailed.length === 0)
    return visibleKeys({ ...before, ...after })
      .filter((key) => canonicalJson(before[key]) !== canonicalJson(after[key]))
      .flatMap((key) => leaves([key], before[key], after[key], replacing.has(key)));
  return detailed.flatMap(([text, diff]) => {
    const path = parsePath(text);
    const forces = diff.diffKind.toString().endsWith("-replace");
    return leaves(
      path,
      valueAt(before, path) ?? valueAt(step.old?.outputs as Json, path),
      valueAt(after, path),
      forces,
    );
  });
}

const visibleKeys = (object: object): string[] =>
  Object.keys(object)
    .filter((key) => !key.startsWith("__"))
    .sort();

const topLevel = (text: string): string => String(parsePath(text)[0] ?? text);

/** Reads the engine's property path: `tags.Name`, `ingress[0]["from port"]`. */
export function parsePath(text: string): (string | number)[] {
  const steps: (string | number)[] = [];
  for (const match of text.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)) {
    if (match[1] !== undefined) steps.push(match[1]);
    else if (match[2] !== undefined) steps.push(Number(match[2]));
    else if (match[3] !== undefined) steps.push(match[3]);
  }
  return steps;
}

/** The differing leaves of two values; JSON inside strings (policies, container definitions) is looked into. */
function leaves(path: JsonPath, before: Json | undefined, after: Json | undefined, forces: boolean): PropertyChange[] {
  const [left, right] = [embedded(before), embedded(after)];
  if (isSecret(left) || isSecret(right)) return [change(path, left, right, forces)];
  if (isJsonObject(left) && isJsonObject(right))
    return visibleKeys({ ...left, ...right })
      .filter((key) => canonicalJson(left[key]) !== canonicalJson(right[key]))
      .flatMap((key) => leaves([...path, key], left[key], right[key], forces));
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length)
    return left.flatMap((item: Json, index) =>
      canonicalJson(item) === canonicalJson(right[index]) ? [] : leaves([...path, index], item, right[index], forces),
    );
  return [change(path, left, right, forces)];
}

function embedded(value: Json | undefined): Json | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    // Text that only looks like JSON is shown as text.
    return value;
  }
}

const change = (
  path: JsonPath,
  before: Json | undefined,
  after: Json | undefined,
  forces: boolean,
): PropertyChange => ({
  path: formatPath(path),
  before: shown(before),
  after: shown(after),
  forcesReplacement: forces,
});

/** The value as people may see it: secrets masked, unknown values named. */
function shown(value: Json | undefined): Json | undefined {
  if (isSecret(value)) return "[secret]";
  if (value === unknownSentinel) return "[unknown]";
  if (Array.isArray(value)) return value.map((item: Json) => shown(item) ?? null);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(visibleKeys(value).map((key) => [key, shown(value[key]) ?? null]));
}
