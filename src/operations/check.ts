import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import { hasErrors, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import type { ResolvedConfig } from "../model/configuration.ts";
import type { ComponentGraph } from "../model/graph.ts";
import { buildGraph } from "../pipeline/graph/index.ts";
import { load } from "../pipeline/load/index.ts";
import { resolve } from "../pipeline/resolve/index.ts";
import { validate } from "../pipeline/validate/index.ts";
import { narrow, type SelectingRequest } from "./affected.ts";
import type { RepositoryServices } from "./services.ts";

/** The first four stages. Throws ConfigurationError with every finding of every stage; warnings stay in the graph. */
export function check(services: RepositoryServices, request: SelectingRequest): ComponentGraph {
  return checkResolved(services, request).graph;
}

/** The same, with what the documents said before their kinds filled in defaults. */
export function checkResolved(
  services: RepositoryServices,
  request: SelectingRequest,
): { readonly resolved: ResolvedConfig; readonly graph: ComponentGraph } {
  const resolved = resolve(load(services.files, request), services.kinds);
  const graph = buildGraph(validate(resolved, services.kinds), services.kinds);
  if (hasErrors(graph.diagnostics)) throw new ConfigurationError(sortDiagnostics(graph.diagnostics));
  return { resolved, graph: narrow(services, request, graph) };
}
