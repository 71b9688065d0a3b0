import { componentProgram } from "../../kinds/program.ts";
import { splitAddress } from "../../model/address.ts";
import { foundationParts } from "../../model/foundation.ts";
import type { Plan } from "../../model/plan.ts";
import { referencesIn } from "../../model/references.ts";
import type { ComponentRecord } from "../../model/state.ts";
import type { EngineTarget } from "../../ports/engine.ts";
import type { ExecuteOptions, ExecuteServices } from "./execute-services.ts";
import { recordedUpstream } from "./recorded-upstream.ts";

/**
 * Takes the protection against deletion off the resources that a component has, as recorded; makes nothing. Only what
 * an approved plan with allowed data loss names gets here.
 */
export async function retire(
  services: ExecuteServices,
  plan: Plan,
  recorded: ComponentRecord,
  target: EngineTarget,
  options: ExecuteOptions,
): Promise<void> {
  const kind = services.kinds.get(recorded.kind);
  const existing = await services.engine.resources(target);
  if (!kind || existing.length === 0) return;
  const { references } = referencesIn(recorded.spec, splitAddress(recorded.address).service);
  const component = { ...recorded, references };
  const foundations = kind.requires(recorded.spec).map((part) => foundationParts[part].address);
  await services.engine.up({
    target,
    only: existing.map((each) => each.urn),
    program: componentProgram({
      scope: plan,
      kind,
      kinds: services.kinds,
      component,
      upstream: recordedUpstream(services, { references, foundations }),
      retiring: { label: options.deploymentId.slice(0, 8) },
    }),
    signal: options.interrupt,
  });
}
