import type { KindRegistry } from "../kinds/kind.ts";
import { splitAddress } from "../model/address.ts";
import type { ValidComponent, ValidConfig } from "../model/configuration.ts";
import { isJsonObject, type Json, type JsonObject } from "../model/json.ts";

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

/** Everything of a component that can differ between environments and commits. */
export function comparable({
  component,
  document,
}: {
  readonly component: ValidComponent;
  readonly document: JsonObject;
}): JsonObject {
  const { kind, metadata, spec } = document;
  const shared: Record<string, Json> = { labels: (isJsonObject(metadata) ? metadata.labels : undefined) ?? {} };
  if (component.description !== undefined) shared.description = component.description;
  const configs = Object.fromEntries(component.configFiles.map((file) => [file.path, file.content]));
  return {
    kind: kind ?? "",
    region: component.region,
    metadata: shared,
    spec: spec ?? {},
    configs,
  };
}
