import type { KindRegistry } from "../../kinds/kind.ts";
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
  // What was cut off while it was made may hold data that no record shows, so only the kind can say that there is none.
  const losesData = kind !== undefined && kind.holdsData !== false;
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
