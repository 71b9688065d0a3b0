import type { JsonObject } from "../../model/json.ts";
import { referrersTo } from "../types/rule-catalogue.ts";
import type { RefusalContext, TypeRule } from "../types/type-rule.ts";
import { valuesAt } from "../types/values-at.ts";
import type { AwsFailure } from "./aws-failure.ts";
import type { RecordStore } from "./record-store.ts";
import type { ResourceRecord } from "./resource-record.ts";

/** What AWS refuses about a resource's arguments: something that they name is not there, or rules of the type's own. */
export function refuseArguments(
  rule: TypeRule,
  inputs: JsonObject,
  store: RecordStore,
  region: string,
  record: ResourceRecord | undefined,
): AwsFailure | undefined {
  for (const reference of rule.references ?? []) {
    const before = new Set(record ? valuesAt(record.properties, reference.path) : []);
    for (const value of valuesAt(inputs, reference.path)) {
      // AWS looks at what a change names anew; what was there before may have been deleted since.
      if (!before.has(value) && !store.exists(reference, region, value)) return reference.missing(value);
    }
  }
  const context: RefusalContext = { region, account: store, record };
  return record ? rule.refuseUpdate?.(inputs, context) : rule.refuseCreate?.(inputs, context);
}

/** What keeps a resource from being deleted, if anything. */
export function refuseDelete(rule: TypeRule, record: ResourceRecord, store: RecordStore): AwsFailure | undefined {
  const own = rule.refuseDelete?.(record, { region: record.region, account: store, record });
  if (own) return own;
  const { inUse } = rule;
  if (!inUse) return undefined;
  const user = dependents(record, store, "refuse").find((each) => !releases(record, each));
  return user && inUse(record, user);
}

/** forceDetachPolicies makes the provider detach a role's policies before it deletes the role. */
const releases = (record: ResourceRecord, _by: ResourceRecord): boolean =>
  record.properties.forceDetachPolicies === true;

/** Resources that name this one in an argument whose rule is the given one. */
export function dependents(
  record: ResourceRecord,
  store: RecordStore,
  onDelete: "refuse" | "cascade",
): ResourceRecord[] {
  const found = new Set<ResourceRecord>();
  for (const { rule, reference } of referrersTo(record.type)) {
    if (reference.onDelete !== onDelete) continue;
    const names = new Set(reference.by.map((by) => (by === "id" ? record.id : record.properties[by])));
    for (const other of store.list(rule.type, record.region)) {
      if (other.key === record.key && other.type === record.type) continue;
      if (valuesAt(other.properties, reference.path).some((value) => names.has(value))) found.add(other);
    }
  }
  return [...found];
}
