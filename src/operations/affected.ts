import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import { type Diagnostic, errorDiagnostic } from "../diagnostics/diagnostic.ts";
import { nearestName } from "../diagnostics/nearest-name.ts";
import { type Address, splitAddress } from "../model/address.ts";
import type { ConfigurationRequest } from "../model/configuration.ts";
import type { ComponentGraph } from "../model/graph.ts";
import { canonicalJson, type JsonObject } from "../model/json.ts";
import type { Files } from "../ports/files.ts";
import { resolveStages } from "./resolve-stages.ts";
import { comparable, resolvedDocument } from "./resolved-document.ts";
import type { RepositoryServices } from "./services.ts";

/** How a run is narrowed beyond what the flags name. */
export interface Selection {
  /** Only what differs from this version of the repository. */
  readonly base: Files | undefined;
  /** Also whatever depends on a selected component, however indirectly. */
  readonly withDependents: boolean;
  /** Never these: `service/component`, or a bare name that is unique. */
  readonly exclude: readonly string[];
}

/** A request that may carry a selection; every operation that checks a configuration takes one. */
export interface SelectingRequest extends ConfigurationRequest {
  readonly selection?: Selection | undefined;
}

export interface Affected {
  readonly added: readonly Address[];
  readonly changed: readonly Address[];
  /** In the base, and no longer in the working tree. */
  readonly deleted: readonly Address[];
}

/** Names no component. Where a selection is empty it keeps the request from meaning everything. */
const nothing = "/";

/** What differs between the base and a checked graph, resolved component by resolved component. */
export function affectedSince(
  services: RepositoryServices,
  request: ConfigurationRequest,
  graph: ComponentGraph,
  base: Files,
): Affected {
  const { stackName: stack, environment } = graph.config;
  const before = resolvedTexts({ ...services, files: base }, { ...request, stack, environment });
  const added: Address[] = [];
  const changed: Address[] = [];
  for (const component of graph.components.values()) {
    const { address } = component;
    if (!graph.selected.has(address)) continue;
    const document = resolvedDocument(component, graph.config, services.kinds);
    const now = canonicalJson(comparable({ component, document }));
    const then = before.get(address);
    if (then === undefined) added.push(address);
    else if (then !== now) changed.push(address);
  }
  const deleted = [...before.keys()].filter((each) => !graph.components.has(each) && isAskedFor(each, request));
  return { added: added.sort(), changed: changed.sort(), deleted: deleted.sort() };
}

/**
 * Every component of an earlier version as text. What was wrong with it is no longer anybody's concern: a component
 * that could not be resolved then counts as new.
 */
function resolvedTexts(services: RepositoryServices, request: ConfigurationRequest): Map<Address, string> {
  const found = new Map<Address, string>();
  let graph: ComponentGraph;
  try {
    const everything = { ...request, services: [], components: [] };
    graph = resolveStages(services, everything).graph;
  } catch (error) {
    // The stack or its environment did not exist yet.
    if (error instanceof ConfigurationError) return found;
    throw error;
  }
  for (const component of graph.config.components) {
    const document: JsonObject = resolvedDocument(component, graph.config, services.kinds);
    found.set(component.address, canonicalJson(comparable({ component, document })));
  }
  return found;
}

function isAskedFor(address: Address, { services, components }: ConfigurationRequest): boolean {
  if (services.length === 0 && components.length === 0) return true;
  const { service, component } = splitAddress(address);
  return services.includes(service) || components.some((each) => each === address || each === component);
}

/** The graph with its selection narrowed; what was deleted since the base is part of the run, so that it can be deleted. */
export function narrow(services: RepositoryServices, request: SelectingRequest, graph: ComponentGraph): ComponentGraph {
  const { selection } = request;
  if (!selection) return graph;
  const excluded = excludedFrom(graph, selection.exclude);
  const affected = selection.base && affectedSince(services, request, graph, selection.base);
  const start = affected ? [...affected.added, ...affected.changed] : graph.selected;
  const selected = new Set<Address>(start);
  if (selection.withDependents) addDependents(selected, graph, affected?.deleted ?? []);
  for (const address of selected)
    for (const each of graph.components.get(address)?.foundations ?? []) selected.add(each);
  for (const address of excluded) selected.delete(address);
  const gone = (affected?.deleted ?? []).filter((address) => !excluded.has(address));
  if (!affected) return { ...graph, selected };
  // Which recorded components may be deleted is told from the request.
  const components = [...selected, ...gone];
  const named = { services: [], components: components.length > 0 ? components : [nothing] };
  return { ...graph, selected, config: { ...graph.config, request: { ...graph.config.request, ...named } } };
}

/** Everything that stands on a selected component; what stood on a deleted one has changed, too, or is broken. */
export function addDependents(selected: Set<Address>, graph: ComponentGraph, deleted: readonly Address[]): void {
  const changing = new Set<Address>([...selected, ...deleted]);
  const dependents = new Map<Address, Address[]>();
  for (const { from, to } of graph.edges) dependents.set(to, [...(dependents.get(to) ?? []), from]);
  // The set grows while it is walked: dependents have dependents.
  for (const address of changing) {
    for (const each of dependents.get(address) ?? []) {
      changing.add(each);
      selected.add(each);
    }
  }
}

/** Components that `--exclude` names. Throws ConfigurationError where it names none or several. */
function excludedFrom(graph: ComponentGraph, names: readonly string[]): Set<Address> {
  const addresses = [...graph.components.keys()];
  const excluded = new Set<Address>();
  const problems: Diagnostic[] = [];
  for (const name of names) {
    const found = addresses.filter((each) => each === name || splitAddress(each).component === name);
    const [only] = found;
    if (only !== undefined && found.length === 1) excluded.add(only);
    else problems.push(excludeProblem(name, found, addresses));
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return excluded;
}

function excludeProblem(name: string, found: readonly Address[], addresses: readonly Address[]): Diagnostic {
  const near = nearestName(name, [...addresses, ...addresses.map((each) => splitAddress(each).component)]);
  return errorDiagnostic("COMPONENT_NOT_FOUND", {
    summary: found.length > 1 ? "Several components have this name" : "There is no such component",
    detail:
      found.length > 1
        ? `--exclude ${name} may be ${found.join(" or ")}.`
        : `--exclude names ${name}, which is no component of this environment.`,
    hint: found.length > 1 ? "Write service/component." : near ? `Did you mean ${near}?` : undefined,
  });
}
