import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import { hasErrors, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import type { ComponentGraph } from "../model/graph.ts";
import { narrow, type SelectingRequest } from "./affected.ts";
import { type ResolvedStages, resolveStages } from "./resolve-stages.ts";
import type { RepositoryServices } from "./services.ts";

/** The first four stages. Throws ConfigurationError with every finding of every stage; warnings stay in the graph. */
export function check(services: RepositoryServices, request: SelectingRequest): ComponentGraph {
  return checkResolved(services, request).graph;
}

/** The same, with what the documents said before their kinds filled in defaults. */
export function checkResolved(services: RepositoryServices, request: SelectingRequest): ResolvedStages {
  const { resolved, graph } = resolveStages(services, request);
  if (hasErrors(graph.diagnostics)) throw new ConfigurationError(sortDiagnostics(graph.diagnostics));
  return { resolved, graph: narrow(services, request, graph) };
}
