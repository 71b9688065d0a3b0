import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { KindRegistry } from "../../kinds/kind.ts";
import type { ResolvedComponent, ResolvedConfig, ValidComponent } from "../../model/configuration.ts";
import { type FoundationPart, foundationParts } from "../../model/foundation.ts";
import { acceptComponent } from "./components.ts";

type Report = (diagnostic: Diagnostic) => void;

/** Components with what they stand on, and the foundation's own components that are needed for that. */
export interface Founded {
  readonly components: readonly ValidComponent[];
  readonly rejected: readonly ResolvedComponent[];
}

/** Adds the foundation that the components' kinds require, described by documents or with its kinds' defaults. */
export function addFoundations(
  accepted: readonly ValidComponent[],
  resolved: ResolvedConfig,
  kinds: KindRegistry,
  report: Report,
): Founded {
  const needed = new Set<FoundationPart>();
  const founded = accepted.map((component) => withFoundations(component, kinds, needed));
  const parts: ValidComponent[] = [];
  const rejected: ResolvedComponent[] = [];
  // A part can require others, which join the set while it is walked.
  for (const part of needed) {
    const component = foundationComponent(part, resolved, kinds, report);
    if (component.accepted) parts.push(withFoundations(component.accepted, kinds, needed));
    else if (component.rejected) rejected.push(component.rejected);
  }
  // What is described and not needed is checked all the same.
  for (const part of resolved.foundations.keys())
    if (!needed.has(part)) foundationComponent(part, resolved, kinds, report);
  return { components: [...parts, ...founded], rejected };
}

function withFoundations(component: ValidComponent, kinds: KindRegistry, needed: Set<FoundationPart>): ValidComponent {
  const parts = kinds.get(component.kind)?.requires(component.spec) ?? [];
  if (parts.length === 0) return component;
  for (const part of parts) needed.add(part);
  return { ...component, foundations: parts.map((part) => foundationParts[part].address) };
}

function foundationComponent(
  part: FoundationPart,
  resolved: ResolvedConfig,
  kinds: KindRegistry,
  report: Report,
): { readonly accepted?: ValidComponent; readonly rejected?: ResolvedComponent } {
  const { address, kind: kindName } = foundationParts[part];
  const kind = kinds.get(kindName);
  if (!kind) return {};
  const component = resolved.foundations.get(part) ?? undescribed(part, resolved);
  const document = resolved.documents.find((each) => each.kind === kindName);
  const accepted = acceptComponent({ ...component, address }, kind, document?.unresolved ?? [], report);
  return accepted ? { accepted } : { rejected: component };
}

/** A part that nobody described: its kind's defaults are the whole of it. */
function undescribed(part: FoundationPart, resolved: ResolvedConfig): ResolvedComponent {
  const { address, kind } = foundationParts[part];
  const stack = resolved.documents.find((each) => each.kind === "Stack");
  const nowhere = { file: `stacks/${resolved.stackName}/stack.yaml`, line: 1, column: 1 };
  return {
    address,
    kind,
    region: resolved.region,
    labels: resolved.stackLabels,
    description: undefined,
    spec: {},
    dependsOn: [],
    references: [],
    configFiles: [],
    locate: () => stack?.locate([]) ?? nowhere,
  };
}
