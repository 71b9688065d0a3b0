import type { KindRegistry } from "../kinds/kind.ts";
import { splitAddress } from "../model/address.ts";
import type { ValidComponent, ValidConfig } from "../model/configuration.ts";
import type { Json, JsonObject } from "../model/json.ts";

/** A component as one document that says all of it: layers merged, variables replaced, the kind's defaults in place. */
export function resolvedDocument(
  component: ValidComponent,
  config: Pick<ValidConfig, "stackName">,
  kinds: KindRegistry,
): JsonObject {
  const { service, component: name } = splitAddress(component.address);
  const metadata: Record<string, Json> = { name, service, stack: config.stackName };
  if (component.description !== undefined) metadata.description = component.description;
  if (Object.keys(component.labels).length > 0) metadata.labels = component.labels;
  const dependsOn = component.dependsOn.map((each) => each.component);
  return {
    apiVersion: kinds.get(component.kind)?.apiVersion ?? "",
    kind: component.kind,
    metadata,
    spec: { ...component.spec, ...(dependsOn.length > 0 ? { dependsOn } : {}) },
  };
}
