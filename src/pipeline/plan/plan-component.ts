import type { Kind } from "../../kinds/kind.ts";
import { componentProgram, type UpstreamComponent, usedOutputs } from "../../kinds/program.ts";
import type { Address } from "../../model/address.ts";
import type { ValidComponent, ValidConfig } from "../../model/configuration.ts";
import { fingerprint } from "../../model/fingerprint.ts";
import type { Outputs, OutputValue } from "../../model/output-value.ts";
import type { ComponentPlan, ResourceChange } from "../../model/plan.ts";
import { differingPaths } from "../../model/spec-difference.ts";
import { type ComponentRecord, pulumiStackName } from "../../model/state.ts";
import { scopeOf } from "./assemble-plan.ts";
import type { PlanServices } from "./plan-services.ts";
import { componentRisk } from "./risk.ts";

/** A component's plan, and its outputs as far as they are known before it is deployed. */
export interface PlannedComponent {
  readonly plan: ComponentPlan;
  readonly outputs: Outputs;
}

/** Compares one component with its record; the engine is asked only where the fingerprints differ. */
export async function planComponent(
  services: PlanServices,
  config: ValidConfig,
  component: ValidComponent,
  record: ComponentRecord | undefined,
  upstream: ReadonlyMap<Address, UpstreamComponent>,
): Promise<PlannedComponent> {
  const used = usedOutputs({ component, kinds: services.kinds, upstream });
  if (record?.status === "SUCCEEDED" && fingerprint(component, used) === record.fingerprint)
    return { plan: unchanged(component, record), outputs: record.outputs };
  const kind = services.kinds.get(component.kind);
  if (!kind) throw new Error(`no kind ${component.kind} although the configuration was found valid`);
  const scope = scopeOf(config);
  const preview = await services.engine.preview({
    target: {
      ...scope,
      address: component.address,
      region: component.region,
      pulumiStack: pulumiStackName(component.address, component.region, config.region),
    },
    program: componentProgram({ scope, kind, kinds: services.kinds, component, upstream, retiring: undefined }),
    refresh: record !== undefined && record.status !== "SUCCEEDED",
  });
  return {
    plan: changed(config, kind, component, record, used, preview.resources.map(asRevision(kind))),
    outputs: preview.outputs,
  };
}

const unknownCost = { monthlyUsdBefore: null, monthlyUsdAfter: null };

function unchanged(component: ValidComponent, record: ComponentRecord): ComponentPlan {
  return {
    action: "NO_OP",
    address: component.address,
    kind: component.kind,
    region: component.region,
    reasons: [],
    resources: [],
    risk: { level: "LOW", reasons: [] },
    cost: unknownCost,
    losesData: false,
    recorded: record,
  };
}

function changed(
  config: ValidConfig,
  kind: Kind,
  component: ValidComponent,
  record: ComponentRecord | undefined,
  used: ReadonlyMap<string, OutputValue>,
  resources: readonly ResourceChange[],
): ComponentPlan {
  const losesData = kind.holdsData !== false && resources.some((each) => losesDataOf(kind, each));
  const base = {
    address: component.address,
    kind: component.kind,
    region: component.region,
    reasons: reasonsFor(component, record, used),
    resources,
    cost: unknownCost,
    losesData,
    component,
  };
  // A first deployment that failed before it made anything is still a creation to whoever reads the plan.
  if (!record || record.resources.length === 0) {
    const risk = componentRisk({ action: "CREATE", kind, resources, losesData, environment: config.environment });
    return { ...base, action: "CREATE", recorded: record, risk };
  }
  const action = resources.some((each) => each.action === "REPLACE") ? "REPLACE" : "UPDATE";
  const risk = componentRisk({ action, kind, resources, losesData, environment: config.environment });
  return { ...base, action, recorded: record, risk };
}

/** A new revision is an update to whoever reads the plan. */
const asRevision =
  (kind: Kind) =>
  (change: ResourceChange): ResourceChange =>
    change.action === "REPLACE" && kind.revisionResources?.includes(change.type)
      ? { ...change, action: "UPDATE", changes: change.changes.map((each) => ({ ...each, forcesReplacement: false })) }
      : change;

function losesDataOf(kind: Kind, change: ResourceChange): boolean {
  if (change.action !== "REPLACE" && change.action !== "DELETE") return false;
  return kind.dataResources === undefined || kind.dataResources.includes(change.type);
}

function reasonsFor(
  component: ValidComponent,
  record: ComponentRecord | undefined,
  used: ReadonlyMap<string, OutputValue>,
): string[] {
  if (!record) return ["not deployed yet"];
  const reasons: string[] = [];
  if (record.status === "FAILED") reasons.push("its last deployment failed");
  if (record.status === "INTERRUPTED") reasons.push("its last deployment was interrupted");
  const paths = differingPaths(record.spec, component.spec, 5);
  if (paths.length > 0) reasons.push(`changed: ${paths.join(", ")}`);
  if (record.kindVersion !== component.kindVersion) reasons.push("its kind makes its resources differently now");
  const unknown = [...used].filter(([, output]) => output.state === "unknown").map(([name]) => name.split("#")[0]);
  if (unknown.length > 0)
    reasons.push(`uses outputs of ${[...new Set(unknown)].join(", ")} that are known only after its deployment`);
  return reasons.length > 0
    ? reasons
    : ["something that it is made from changed: upstream outputs, labels or config files"];
}
