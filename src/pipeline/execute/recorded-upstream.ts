import type { UpstreamComponent } from "../../kinds/program.ts";
import type { Address } from "../../model/address.ts";
import type { ExecuteServices } from "./execute-services.ts";

/** Recorded outputs of everything that the component can use. */
export function recordedUpstream(
  services: Pick<ExecuteServices, "recorder">,
  component: {
    readonly references: readonly { readonly component: Address }[];
    readonly foundations: readonly Address[];
  },
): Map<Address, UpstreamComponent> {
  const upstream = new Map<Address, UpstreamComponent>();
  for (const address of [...component.references.map((each) => each.component), ...component.foundations]) {
    const record = services.recorder.snapshot.components[address];
    if (record) upstream.set(address, { kind: record.kind, outputs: record.outputs });
  }
  return upstream;
}
