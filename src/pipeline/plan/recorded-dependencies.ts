import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import { type Address, splitAddress } from "../../model/address.ts";
import type { ValidComponent } from "../../model/configuration.ts";
import type { ComponentGraph } from "../../model/graph.ts";
import { isSelected } from "../../model/selection.ts";
import type { ComponentRecord } from "../../model/state.ts";

/** A component outside of this run that was never deployed well, though one inside needs it. */
export function missingDependency(
  component: ValidComponent,
  dependencies: readonly Address[],
  selected: ReadonlySet<Address>,
  records: ReadonlyMap<Address, ComponentRecord>,
): Diagnostic | undefined {
  const missing = dependencies.filter(
    (address) => !selected.has(address) && records.get(address)?.status !== "SUCCEEDED",
  );
  if (missing.length === 0) return undefined;
  return errorDiagnostic("DEPENDENCY_NOT_DEPLOYED", {
    summary: "A component outside of this run is needed first.",
    detail: `${component.address} depends on ${missing.join(", ")}, which ${missing.length === 1 ? "has" : "have"} not been deployed and ${missing.length === 1 ? "is" : "are"} not part of this run.`,
    at: component.locate(["metadata"]),
    address: component.address,
    hint: `Deploy ${missing.length === 1 ? "it" : "them"} first, or take ${missing.length === 1 ? "it" : "them"} into this run: --service ${splitAddress(missing[0] ?? component.address).service}.`,
  });
}

/** Recorded components that the configuration no longer has and that this run may delete. */
export function deletedRecords(
  graph: ComponentGraph,
  records: ReadonlyMap<Address, ComponentRecord>,
): { readonly records: ComponentRecord[]; readonly problems: Diagnostic[] } {
  const gone = [...records.values()].filter(
    (record) => !graph.components.has(record.address) && isSelected(record.address, graph.config.request),
  );
  const going = new Set(gone.map((each) => each.address));
  const problems = gone.flatMap((record) => {
    const users = [...records.values()].filter(
      (each) =>
        each.dependsOn.includes(record.address) && !going.has(each.address) && !graph.selected.has(each.address),
    );
    return users.length === 0
      ? []
      : [
          dependentsRemain(
            record.address,
            users.map((each) => each.address),
          ),
        ];
  });
  return { records: gone, problems };
}

/** The finding that others still stand on what would be deleted. */
export const dependentsRemain = (address: Address, users: readonly Address[]): Diagnostic =>
  errorDiagnostic("DEPENDENTS_REMAIN", {
    summary: "Other components still depend on what would be deleted.",
    detail: `${users.join(", ")} ${users.length === 1 ? "depends" : "depend"} on ${address} as deployed and ${users.length === 1 ? "is" : "are"} not part of this run.`,
    address,
    hint: "Take the dependents into the run, or leave out --service and --component.",
  });
