import type { ConfigurationRequest, ResolvedConfig } from "../model/configuration.ts";
import type { ComponentGraph } from "../model/graph.ts";
import { buildGraph } from "../pipeline/graph/index.ts";
import { load } from "../pipeline/load/index.ts";
import { resolve } from "../pipeline/resolve/index.ts";
import { validate } from "../pipeline/validate/index.ts";
import type { RepositoryServices } from "./services.ts";

export interface ResolvedStages {
  /** What the documents say, before their kinds fill in defaults. */
  readonly resolved: ResolvedConfig;
  readonly graph: ComponentGraph;
}

/**
 * The first four stages, whatever they find; all findings are in the graph. Throws ConfigurationError only where there
 * is no repository, stack or environment to go on with.
 */
export function resolveStages(services: RepositoryServices, request: ConfigurationRequest): ResolvedStages {
  const resolved = resolve(load(services.files, request), services.kinds);
  return { resolved, graph: buildGraph(validate(resolved, services.kinds)) };
}
