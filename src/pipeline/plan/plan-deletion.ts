import type { Kind, KindRegistry } from "../../kinds/kind.ts";
import type { EnvironmentName } from "../../model/address.ts";
import type { ComponentPlan, ResourceChange } from "../../model/plan.ts";
import type { ComponentRecord } from "../../model/state.ts";
import { componentRisk } from "./risk.ts";

/** The plan to delete a recorded component with all its resources. */
export function planDeletion(
  record: ComponentRecord,
  kinds: KindRegistry,
  reason: string,
  environment: EnvironmentName | undefined,
): ComponentPlan {
  const kind = kinds.get(record.kind);
  const resources: ResourceChange[] = record.resources.map((each) => ({
    urn: each.urn,
    type: each.type,
    name: each.urn.slice(each.urn.lastIndexOf("::") + 2),
    action: "DELETE",
    changes: [],
  }));
  const losesData = kind !== undefined && mayHoldData(kind, record);
  return {
    action: "DELETE",
    address: record.address,
    kind: record.kind,
    region: record.region,
    reasons: [reason],
    resources,
    risk: componentRisk({ action: "DELETE", kind, resources, losesData, environment }),
    cost: { monthlyUsdBefore: null, monthlyUsdAfter: null },
    losesData,
    recorded: record,
  };
}

/**
 * Whether data would go with a component. What was cut off or failed while it was made may hold some that no record
 * shows; of what was made well the record tells whether a resource with data is among it, which `existing:` has none of.
 */
function mayHoldData(kind: Kind, record: ComponentRecord): boolean {
  if (kind.holdsData === false) return false;
  const { dataResources } = kind;
  if (record.status !== "SUCCEEDED" || dataResources === undefined) return true;
  return record.resources.some((each) => dataResources.includes(each.type));
}
