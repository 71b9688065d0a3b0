import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Address } from "../model/address.ts";
import type { ValidComponent } from "../model/configuration.ts";
import type { ComponentGraph } from "../model/graph.ts";
import type { JsonObject } from "../model/json.ts";
import type { SelectingRequest } from "./affected.ts";
import { checkResolved } from "./check.ts";
import { environmentRequired } from "./environment-required.ts";
import { type OriginOf, provenance } from "./provenance.ts";
import { resolvedDocument } from "./resolved-document.ts";
import type { RepositoryServices } from "./services.ts";

/** A component as it will be deployed, and where its values come from. */
export interface ResolvedView {
  readonly component: ValidComponent;
  readonly document: JsonObject;
  readonly originOf: OriginOf;
}

export interface ResolvedEnvironment {
  readonly graph: ComponentGraph;
  readonly environment: string;
  /** In the order in which they are deployed. */
  readonly components: ReadonlyMap<Address, ResolvedView>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every component that a run would touch. Throws ConfigurationError, also where no environment is named. */
export function resolveEnvironment(services: RepositoryServices, request: SelectingRequest): ResolvedEnvironment {
  const { resolved, graph } = checkResolved(services, request);
  const { environment } = environmentRequired(graph.config);
  const originsIn = provenance(resolved);
  const components = new Map<Address, ResolvedView>();
  for (const component of graph.components.values()) {
    if (!graph.selected.has(component.address)) continue;
    components.set(component.address, {
      component,
      document: resolvedDocument(component, graph.config, services.kinds),
      originOf: originsIn(component),
    });
  }
  return { graph, environment, components, diagnostics: graph.diagnostics };
}
