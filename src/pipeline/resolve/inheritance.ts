import { noMergeKeys } from "../../../schemas/merge-key.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { KindRegistry } from "../../kinds/kind.ts";
import { type FoundationPart, foundationParts } from "../../model/foundation.ts";
import { isJsonObject, type JsonPath, valueAt } from "../../model/json.ts";
import { specMergeKeys } from "./document-merge-keys.ts";
import { type DocumentSet, inherit, layPatch, type PatchedDocument, patchedLayers } from "./document-set.ts";
import { asPatch, type Layered, narrowed, noLayers } from "./layers.ts";
import { stackSettingsFor } from "./stack-settings.ts";
import type { TemplateLayer, Templates } from "./templates.ts";

type Report = (diagnostic: Diagnostic) => void;

export interface MergedComponent {
  readonly layered: Layered;
  readonly template: TemplateLayer;
}

/** What components inherit from documents other than their own. */
export interface Inheritance {
  /** A component's document over everything weaker and under everything stronger. */
  merged(component: PatchedDocument): MergedComponent;
  /** Labels that infra documents give to a service's components, the weakest first. */
  stackLabels(): readonly Layered[];
  serviceLabels(service: string): readonly Layered[];
  /** What documents say about a foundation part; undefined where none says anything. `own` is the part's own document. */
  foundation(part: FoundationPart, own: Layered | undefined): Layered | undefined;
}

/** Whether one of a component's documents says anything at a path. */
const says = (parts: readonly PatchedDocument[], path: JsonPath): boolean =>
  parts.some(({ document, patches }) => [document, ...patches].some((each) => valueAt(each.body, path) !== undefined));

/** Prepares the layers that components have in common, so that each is merged once. */
export function inheritance(
  documents: DocumentSet,
  kinds: KindRegistry,
  templates: Templates,
  report: Report,
): Inheritance {
  const keysOf = specMergeKeys(kinds);
  const ofStack = documents.ofKind("InfraDefaults").map((each) => patchedLayers(each, report));
  const ofServices = new Map<string, Layered[]>();
  for (const each of documents.ofKind("ServiceInfraDefaults")) {
    const service = each.service ?? "";
    ofServices.set(service, [...(ofServices.get(service) ?? []), patchedLayers(each, report)]);
  }
  const infra = new Map<string, PatchedDocument>();
  for (const each of documents.ofKind("ComponentInfra")) infra.set(`${each.service}/${each.name}`, each);
  const defaults = new Map<string, Layered>();
  const defaultsOf = (service: string, kind: string): Layered => {
    const key = `${service} ${kind}`;
    let result = defaults.get(key);
    if (!result) {
      result = [...ofStack, ...(ofServices.get(service) ?? [])].reduce<Layered>(
        (base, over) => inherit(base, narrowed(over, ["spec", "kinds", kind], ["spec"], keysOf(kind)), report),
        stackSettingsFor(documents, kinds.get(kind)),
      );
      defaults.set(key, result);
    }
    return result;
  };
  const labelsIn = (layered: readonly Layered[]): Layered[] =>
    layered.flatMap((each) => narrowed(each, ["spec", "labels"], [], noMergeKeys) ?? []);
  const clusters = ofStack.flatMap(
    (each) => narrowed(each, ["spec", "cluster"], ["spec"], keysOf(foundationParts.cluster.kind)) ?? [],
  );
  return {
    merged: (component) => {
      const infraOf = infra.get(`${component.service}/${component.name}`);
      const over = (defaults: Layered): Layered => {
        const own = inherit(defaults, asPatch(component.document, component.keys), report);
        const withInfra = infraOf
          ? inherit(own, narrowed(patchedLayers(infraOf, report), ["spec"], ["spec"], component.keys), report)
          : own;
        return component.patches.reduce((base, patch) => layPatch(base, patch, report), withInfra);
      };
      const { document, service, name } = component;
      const defaults = defaultsOf(service ?? "", document.kind);
      const parts = infraOf ? [component, infraOf] : [component];
      if (!says(parts, ["template"]) && !says(parts, ["spec", "existing"]))
        return { layered: over(defaults), template: { state: "none" } };
      const own = over(noLayers);
      const template = templates.below(document.kind, own, `${service}/${name}`);
      const above = template.state === "found" ? over(template.layered) : own;
      // Defaults say how to make something, and what is there already is not made.
      if (isJsonObject(valueAt(above.value, ["spec", "existing"]))) return { layered: above, template };
      return {
        layered: over(template.state === "found" ? inherit(defaults, template.layered, report) : defaults),
        template,
      };
    },
    stackLabels: () => labelsIn(ofStack),
    serviceLabels: (service) => labelsIn(ofServices.get(service) ?? []),
    foundation: (part, own) => {
      const over = [...(part === "cluster" ? clusters : []), ...(own ? [own] : [])];
      const described = over.reduce((base, each) => inherit(base, each, report), noLayers);
      if (isJsonObject(valueAt(described.value, ["spec", "existing"]))) return described;
      const settings = stackSettingsFor(documents, kinds.get(foundationParts[part].kind));
      if (over.length === 0 && settings.layers.length === 0) return undefined;
      return over.reduce((base, each) => inherit(base, each, report), settings);
    },
  };
}
