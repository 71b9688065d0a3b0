import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type Address, foundationService, splitAddress } from "../model/address.ts";
import type { ConfigurationRequest } from "../model/configuration.ts";
import { isJsonObject, type Json, type JsonObject, type JsonPath } from "../model/json.ts";
import { writeYaml } from "../pipeline/fmt/write-yaml.ts";
import type { SelectingRequest } from "./affected.ts";
import type { Origin } from "./provenance.ts";
import { type ResolvedView, resolveEnvironment } from "./resolve-environment.ts";
import type { RepositoryServices } from "./services.ts";

/** Where one value of a rendered document comes from. */
export interface ValueOrigin {
  readonly path: JsonPath;
  readonly origin: Origin;
}

export interface RenderedComponent {
  readonly address: Address;
  readonly document: JsonObject;
  readonly origins: readonly ValueOrigin[];
}

export interface RenderReport {
  /** In the order in which they are deployed. */
  readonly components: readonly RenderedComponent[];
  /** Every document as YAML; with origins, each value's line says where it comes from. */
  yaml(): string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The configuration of one environment as it will be deployed. Throws ConfigurationError. */
export function render(
  services: RepositoryServices,
  request: SelectingRequest,
  options: { readonly origins: boolean },
): RenderReport {
  const { components: resolved, diagnostics } = resolveEnvironment(services, request);
  const views = [...resolved.values()].filter(({ component }) => isRendered(component.address, request));
  const components = views.map(({ component, document, originOf }) => ({
    address: component.address,
    document,
    origins: options.origins ? leavesOf(document).map((path) => ({ path, origin: originOf(path) })) : [],
  }));
  const yaml = () => views.map((view) => yamlOf(view, options.origins)).join("---\n");
  return { components, yaml, diagnostics };
}

/** Where the run was narrowed, the foundation below it is shown only if it was named. */
function isRendered(address: Address, { services, components }: ConfigurationRequest): boolean {
  const { service, component } = splitAddress(address);
  if (service !== foundationService || (services.length === 0 && components.length === 0)) return true;
  return services.includes(service) || components.some((each) => each === address || each === component);
}

function yamlOf({ component, document, originOf }: ResolvedView, origins: boolean): string {
  if (!origins) return writeYaml(document, { heading: component.address });
  return writeYaml(document, { heading: component.address, remarkAt: (path) => originText(originOf(path)) });
}

/** `stacks/…/infra.yaml:12`, or what else the value is. */
export function originText(origin: Origin): string {
  return origin.source === "document" ? `${origin.at.file}:${origin.at.line}` : origin.source;
}

/** Paths of every scalar and of every empty list and mapping. */
export function leavesOf(document: JsonObject): JsonPath[] {
  const found: JsonPath[] = [];
  const visit = (value: Json, path: JsonPath): void => {
    const members: readonly (readonly [string | number, Json])[] = Array.isArray(value)
      ? (value as readonly Json[]).map((item, index) => [index, item] as const)
      : isJsonObject(value)
        ? Object.entries(value)
        : [];
    if (members.length === 0) found.push(path);
    for (const [step, member] of members) visit(member, [...path, step]);
  };
  visit(document, []);
  return found;
}
