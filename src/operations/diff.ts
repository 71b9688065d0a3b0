import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Address } from "../model/address.ts";
import type { ConfigurationRequest } from "../model/configuration.ts";
import type { Json } from "../model/json.ts";
import { differencesBetween, type Side } from "./differences.ts";
import type { Origin } from "./provenance.ts";
import { type ResolvedView, resolveEnvironment } from "./resolve-environment.ts";
import { comparable } from "./resolved-document.ts";
import type { RepositoryServices } from "./services.ts";

/** A value in one environment, and where it comes from. */
export interface DiffSide {
  readonly value: Json;
  readonly origin: Origin;
}

export interface DiffEntry {
  readonly place: string;
  readonly left: DiffSide | undefined;
  readonly right: DiffSide | undefined;
}

export interface DiffReport {
  readonly stack: string;
  readonly environments: readonly [left: string, right: string];
  readonly onlyLeft: readonly Address[];
  readonly onlyRight: readonly Address[];
  /** Components of both environments that differ. */
  readonly changed: readonly { readonly address: Address; readonly entries: readonly DiffEntry[] }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares two environments of a stack by their resolved components. Throws ConfigurationError. */
export function diff(
  services: RepositoryServices,
  request: ConfigurationRequest,
  environments: readonly [left: string, right: string],
): DiffReport {
  const [left, right] = environments.map((environment) => resolveEnvironment(services, { ...request, environment }));
  if (!left || !right) throw new Error("Two environments are compared.");
  const addresses = [...new Set([...left.components.keys(), ...right.components.keys()])].sort();
  const changed = addresses.flatMap((address) => {
    const one = left.components.get(address);
    const other = right.components.get(address);
    const entries = one && other ? entriesOf(one, other) : [];
    return entries.length === 0 ? [] : [{ address, entries }];
  });
  return {
    stack: left.graph.config.stackName,
    environments: [left.environment, right.environment],
    onlyLeft: addresses.filter((address) => !right.components.has(address)),
    onlyRight: addresses.filter((address) => !left.components.has(address)),
    changed,
    diagnostics: withoutRepetition([...left.diagnostics, ...right.diagnostics]),
  };
}

function entriesOf(left: ResolvedView, right: ResolvedView): DiffEntry[] {
  const sideIn = (view: ResolvedView, side: Side | undefined): DiffSide | undefined => {
    if (!side) return undefined;
    const [field] = side.path;
    const written = field === "spec" || field === "metadata" || field === "kind";
    return { value: side.value, origin: written ? view.originOf(side.path) : { source: "implied" } };
  };
  return differencesBetween(comparable(left), comparable(right)).map((each) => ({
    place: each.place,
    left: sideIn(left, each.left),
    right: sideIn(right, each.right),
  }));
}

function withoutRepetition(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byText = new Map(diagnostics.map((each) => [JSON.stringify(each), each]));
  return [...byText.values()];
}
