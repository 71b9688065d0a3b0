import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { warningDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { UpstreamComponent } from "../../kinds/program.ts";
import type { Address } from "../../model/address.ts";
import type { ValidComponent } from "../../model/configuration.ts";
import { dependenciesOf } from "../../model/graph.ts";
import type { ComponentPlan, Plan } from "../../model/plan.ts";
import type { PolicyReport } from "../../model/policy.ts";
import { forEachAtMost } from "../../model/running-limit.ts";
import type { ComponentRecord, StateSnapshot } from "../../model/state.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { planComponent } from "./plan-component.ts";
import { planDeletion } from "./plan-deletion.ts";
import type { PlanServices } from "./plan-services.ts";
import { deletedRecords, missingDependency } from "./recorded-dependencies.ts";

/** Engines that preview at once; the engine itself waits where the machine has fewer cores. */
const previewsAtOnce = 16;

/**
 * Stage 6: desired against recorded. A component whose fingerprint equals the recorded one costs nothing; all others are
 * previewed by the engine. Changes nothing. Throws ConfigurationError where a component outside of this run is missing.
 */
export async function makePlan(
  services: PlanServices,
  report: PolicyReport,
  recorded: StateSnapshot | undefined,
): Promise<Plan> {
  const { graph } = report;
  const records = new Map<Address, ComponentRecord>(
    Object.values(recorded?.components ?? {}).map((each) => [each.address, each]),
  );
  const dependencies = dependenciesOf(graph);
  const upstream = new Map<Address, UpstreamComponent>();
  const plans: ComponentPlan[] = [];
  const problems: Diagnostic[] = [];

  for (const wave of graph.waves) {
    const components = wave.flatMap((address) => graph.components.get(address) ?? []);
    const selected = components.filter((each) => graph.selected.has(each.address));
    for (const component of components) {
      if (!graph.selected.has(component.address)) useRecorded(component, records, upstream);
    }
    for (const component of selected) {
      const missing = missingDependency(component, dependencies.get(component.address) ?? [], graph.selected, records);
      if (missing) problems.push(missing);
    }
    if (problems.length > 0) continue;
    await forEachAtMost(selected, previewsAtOnce, async (component) => {
      const record = records.get(component.address);
      const planned = await planComponent(services, graph.config, component, record, upstream);
      plans.push(planned.plan);
      upstream.set(component.address, { kind: component.kind, outputs: planned.outputs });
    });
  }
  const deleted = deletedRecords(graph, records);
  problems.push(...deleted.problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return assemblePlan({
    operation: "apply",
    config: graph.config,
    waves: graph.waves,
    plans: [
      ...plans,
      ...deleted.records.map((record) =>
        planDeletion(record, services.kinds, "no longer in the configuration", graph.config.environment),
      ),
    ],
    deletions: deleted.records,
    recorded,
    policies: report,
  });
}

function useRecorded(
  component: ValidComponent,
  records: ReadonlyMap<Address, ComponentRecord>,
  upstream: Map<Address, UpstreamComponent>,
): void {
  const record = records.get(component.address);
  if (record) upstream.set(component.address, { kind: record.kind, outputs: record.outputs });
}

export { planDestruction } from "./plan-destruction.ts";

/** What a plan has to say about a deployment that is under way or was cut off. */
export function interruptionWarning(recorded: StateSnapshot | undefined): Diagnostic[] {
  if (!recorded?.underway) return [];
  return [
    warningDiagnostic("INTERRUPTED", {
      summary: "A deployment is under way, or was cut off.",
      detail: `Deployment ${recorded.underway.deploymentId} (${recorded.underway.operation}, started ${recorded.underway.startedAt}) has not ended.`,
      hint: "If it was cut off, the next apply goes on from where it stopped.",
    }),
  ];
}
