import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import type { KindRegistry } from "../../kinds/kind.ts";
import type { Region } from "../../model/address.ts";
import type { Plan } from "../../model/plan.ts";
import { isSelected, type Selection } from "../../model/selection.ts";
import type { ComponentRecord, StateSnapshot } from "../../model/state.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { planDeletion } from "./plan-deletion.ts";
import { dependentsRemain } from "./recorded-dependencies.ts";

/**
 * The plan to delete recorded components: all of them, or those of the named services and components. Throws
 * ConfigurationError where others that stay depend on them.
 */
export function planDestruction(kinds: KindRegistry, recorded: StateSnapshot, selection: Selection): Plan {
  const records = Object.values(recorded.components);
  const going = records.filter((each) => isSelected(each.address, selection));
  const staying = records.filter((each) => !going.includes(each));
  const problems = going.flatMap((record) => {
    const users = staying.filter((each) => each.dependsOn.includes(record.address)).map((each) => each.address);
    return users.length === 0 ? [] : [dependentsRemain(record.address, users)];
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return assemblePlan({
    operation: "destroy",
    config: { stackName: recorded.stack, environment: recorded.environment, region: primaryRegion(records) },
    waves: [],
    plans: going.map((record) => planDeletion(record, kinds, "to be destroyed", recorded.environment)),
    deletions: going,
    recorded,
    policies: { checked: 0, warnings: [], violations: [] },
  });
}

/** The region whose Pulumi stacks have no region in their name. */
const primaryRegion = (records: readonly ComponentRecord[]): Region =>
  records.find((each) => each.pulumiStack === each.address.replace("/", "."))?.region ?? ("us-east-1" as Region);
