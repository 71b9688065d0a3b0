import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { Kind, KindRegistry } from "../../kinds/kind.ts";
import { type Address, splitAddress } from "../../model/address.ts";
import type { ResolvedComponent, ResolvedConfig, ResolvedDocument, ValidComponent } from "../../model/configuration.ts";
import { isJsonObject, type JsonObject, type JsonPath, valueAt } from "../../model/json.ts";
import { componentKinds, serviceNotFound } from "./documents.ts";
import { judge } from "./schema-diagnostics.ts";

type Report = (diagnostic: Diagnostic) => void;

export interface CheckedComponents {
  readonly accepted: readonly ValidComponent[];
  readonly rejected: readonly ResolvedComponent[];
}

/** Judges each component's spec by its kind, and puts the kind's defaults in place. */
export function checkComponents(resolved: ResolvedConfig, kinds: KindRegistry, report: Report): CheckedComponents {
  const accepted: ValidComponent[] = [];
  const rejected: ResolvedComponent[] = [];
  const known = new Set(componentKinds(kinds));
  const documents = new Map<Address, ResolvedDocument>();
  for (const document of resolved.documents) if (document.address) documents.set(document.address, document);
  for (const component of resolved.components) {
    const kind = known.has(component.kind) ? kinds.get(component.kind) : undefined;
    const valid = kind && acceptComponent(component, kind, documents.get(component.address)?.unresolved ?? [], report);
    if (valid) accepted.push(valid);
    else rejected.push(component);
  }
  checkServices(resolved, report);
  checkRequiredTags(resolved, report);
  return { accepted, rejected };
}

/** A component as its kind sees it; undefined where the kind refuses its spec, which is reported. */
export function acceptComponent(
  component: ResolvedComponent,
  kind: Kind,
  unresolved: readonly JsonPath[],
  report: Report,
): ValidComponent | undefined {
  const judged = judge({
    schema: kind.spec,
    value: component.spec,
    root: ["spec"],
    address: component.address,
    unresolved,
    untyped: component.untyped ?? [],
    locate: component.locate,
    report,
  });
  if (!judged || !isJsonObject(judged.output)) return undefined;
  const stateful = kind.holdsData !== false && !isJsonObject(judged.output.existing);
  return { ...component, spec: judged.output as JsonObject, kindVersion: kind.version, stateful, foundations: [] };
}

/** Every component's service must exist; each missing one is reported once. */
function checkServices(resolved: ResolvedConfig, report: Report): void {
  const known = new Set(resolved.services);
  const reported = new Set<string>();
  for (const component of resolved.components) {
    const { service } = splitAddress(component.address);
    if (known.has(service) || reported.has(service)) continue;
    reported.add(service);
    report(serviceNotFound(service, resolved, component.locate(["metadata", "service"])));
  }
}

/** `requiredTags` of Compliance: labels, because those become the tags. */
function checkRequiredTags(resolved: ResolvedConfig, report: Report): void {
  for (const document of resolved.documents) {
    if (document.kind !== "Compliance") continue;
    const tags = valueAt(document.body, ["spec", "requiredTags"]);
    if (!Array.isArray(tags)) continue;
    for (const component of resolved.components) {
      const missing = tags.filter((tag: unknown) => typeof tag === "string" && !Object.hasOwn(component.labels, tag));
      if (missing.length === 0) continue;
      const rule = document.locate(["spec", "requiredTags"], "key");
      report(
        errorDiagnostic("MISSING_FIELD", {
          summary: "A required label is missing",
          detail: `${component.address} has no label ${missing.join(", ")}, which ${rule.file}:${rule.line} requires.`,
          hint: "Write it into metadata.labels of the component, its service or the stack.",
          at: component.locate(["metadata", "labels"], "key"),
          address: component.address,
        }),
      );
    }
  }
}
