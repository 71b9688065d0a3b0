import { DeployerError } from "../../diagnostics/deployer-error.ts";
import type { Kind } from "../../kinds/kind.ts";
import { componentProgram, usedOutputs } from "../../kinds/program.ts";
import type { Address } from "../../model/address.ts";
import { fingerprint } from "../../model/fingerprint.ts";
import { isoTime } from "../../model/iso-time.ts";
import type { ComponentPlan, Plan } from "../../model/plan.ts";
import { type ComponentRecord, pulumiStackName } from "../../model/state.ts";
import type { EngineOutcome, EngineTarget } from "../../ports/engine.ts";
import { awaitVerdict } from "./await-verdict.ts";
import type { ComponentOutcome } from "./component-outcome.ts";
import type { ExecuteOptions, ExecuteServices } from "./execute-services.ts";
import { recordedUpstream } from "./recorded-upstream.ts";
import { recoverComponent } from "./recover-component.ts";
import { retire } from "./retire-component.ts";
import { tellResources } from "./tell-resources.ts";

type DeployPlan = Extract<ComponentPlan, { action: "CREATE" | "UPDATE" | "REPLACE" }>;

/** Creates, updates or replaces a component: engine, verdict, record. */
export async function deployComponent(
  services: ExecuteServices,
  plan: Plan,
  planned: DeployPlan,
  options: ExecuteOptions,
): Promise<ComponentOutcome> {
  const { component } = planned;
  const kind = kindOf(services, component.kind);
  const upstream = recordedUpstream(services, component);
  const used = usedOutputs({ component, kinds: services.kinds, upstream });
  const wanted = fingerprint(component, used);
  if (wanted === undefined)
    throw new Error(`outputs that ${component.address} uses are not known after its dependencies`);
  // What was planned because an upstream output was not known may turn out to be as it is.
  if (planned.recorded?.status === "SUCCEEDED" && planned.recorded.fingerprint === wanted)
    return { status: "NO_OP", health: planned.recorded.health, error: null };

  const startedMs = services.clock.monotonicMs();
  const target: EngineTarget = {
    stack: plan.stack,
    environment: plan.environment,
    address: component.address,
    region: component.region,
    pulumiStack: planned.recorded?.pulumiStack ?? pulumiStackName(component.address, component.region, plan.region),
  };
  const draft = draftRecord(services, planned, target);
  services.assertLease();
  await services.recorder.intend(planned.action, draft);
  await recoverComponent(services, planned.recorded, target);
  if (planned.losesData && planned.recorded) await retire(services, plan, planned.recorded, target, options);
  const finish = (changes: Partial<ComponentRecord>): Promise<void> =>
    services.recorder.keep({
      ...draft,
      ...changes,
      updatedAt: isoTime(services.clock.nowMs()),
      durationMs: Math.round(services.clock.monotonicMs() - startedMs),
    });

  let outcome: EngineOutcome;
  try {
    outcome = await services.engine.up({
      target,
      program: componentProgram({ scope: plan, kind, kinds: services.kinds, component, upstream, retiring: undefined }),
      refresh: planned.recorded !== undefined && planned.recorded.status !== "SUCCEEDED",
      onProgress: tellResources(services, component.address),
      signal: options.interrupt,
    });
  } catch (error) {
    return await engineFailed(services, target, error, options, finish);
  }
  return judge(services, kind, planned, outcome, wanted, options, finish);
}

type Finish = (changes: Partial<ComponentRecord>) => Promise<void>;

async function engineFailed(
  services: ExecuteServices,
  target: EngineTarget,
  error: unknown,
  options: ExecuteOptions,
  finish: Finish,
): Promise<ComponentOutcome> {
  if (!(error instanceof DeployerError)) throw error;
  const status = options.interrupt.aborted ? "INTERRUPTED" : "FAILED";
  const resources = await services.engine.resources(target);
  await finish({ status, fingerprint: null, health: "NONE", error: error.message, resources: [...resources] });
  return { status, health: "NONE", error: error.message };
}

async function judge(
  services: ExecuteServices,
  kind: Kind,
  planned: DeployPlan,
  outcome: EngineOutcome,
  wanted: string,
  options: ExecuteOptions,
  finish: Finish,
): Promise<ComponentOutcome> {
  const { component } = planned;
  const made = { outputs: outcome.outputs, resources: [...outcome.resources] };
  const verdict = await awaitVerdict(services, kind, component, outcome.outputs, options);
  switch (verdict.result) {
    case "healthy":
      await finish({
        ...made,
        status: "SUCCEEDED",
        fingerprint: wanted,
        health: "HEALTHY",
        error: null,
        observedRevision: verdict.revision ?? null,
      });
      return { status: "SUCCEEDED", health: "HEALTHY", error: null };
    case "unhealthy":
      await finish({ ...made, status: "FAILED", fingerprint: null, health: "UNHEALTHY", error: verdict.reason });
      return { status: "FAILED", health: "UNHEALTHY", error: verdict.reason };
    case "inconclusive": {
      const status = options.interrupt.aborted ? "INTERRUPTED" : "FAILED";
      const error = `AWS gave no verdict in time: ${verdict.reason}`;
      await finish({ ...made, status, fingerprint: null, health: "INCONCLUSIVE", error });
      return { status, health: "INCONCLUSIVE", error };
    }
  }
}

/** The record as it stands while the engine works: cut off from here on, the component counts as interrupted. */
function draftRecord(services: ExecuteServices, planned: DeployPlan, target: EngineTarget): ComponentRecord {
  const now = isoTime(services.clock.nowMs());
  const { component, recorded } = planned;
  return {
    address: component.address,
    kind: component.kind,
    kindVersion: component.kindVersion,
    region: component.region,
    fingerprint: null,
    spec: component.spec,
    labels: { ...component.labels },
    configFiles: [...component.configFiles],
    dependsOn: directDependencies(component),
    outputs: recorded?.outputs ?? {},
    pulumiStack: target.pulumiStack,
    resources: [...(recorded?.resources ?? [])],
    status: "INTERRUPTED",
    health: "NONE",
    error: null,
    observedRevision: recorded?.observedRevision ?? null,
    deployment: services.recorder.snapshot.deployment,
    createdAt: recorded?.createdAt ?? now,
    updatedAt: now,
    durationMs: 0,
  };
}

function directDependencies(component: DeployPlan["component"]): Address[] {
  const addresses = [
    ...component.dependsOn.map((each) => each.component),
    ...component.references.map((each) => each.component),
    ...component.foundations,
  ];
  return [...new Set(addresses)].sort();
}

function kindOf(services: Pick<ExecuteServices, "kinds">, name: string): Kind {
  const kind = services.kinds.get(name);
  if (!kind) throw new Error(`no kind ${name} although the plan was made with it`);
  return kind;
}
