import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Address } from "../model/address.ts";
import type { ConfigurationRequest } from "../model/configuration.ts";
import type { Files } from "../ports/files.ts";
import { type Affected, addDependents, affectedSince } from "./affected.ts";
import { check } from "./check.ts";
import type { RepositoryServices } from "./services.ts";

export interface AffectedReport extends Affected {
  readonly stack: string;
  readonly environment: string | undefined;
  /** Not affected themselves, but depending on what is. */
  readonly dependents: readonly Address[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares the resolved components of the working tree with those of an earlier version. Throws ConfigurationError. */
export function affected(services: RepositoryServices, request: ConfigurationRequest, base: Files): AffectedReport {
  const graph = check(services, request);
  const found = affectedSince(services, request, graph, base);
  const own = new Set<Address>([...found.added, ...found.changed]);
  const all = new Set(own);
  addDependents(all, graph, found.deleted);
  return {
    stack: graph.config.stackName,
    environment: graph.config.environment,
    ...found,
    dependents: [...all].filter((address) => !own.has(address)).sort(),
    diagnostics: graph.diagnostics,
  };
}
