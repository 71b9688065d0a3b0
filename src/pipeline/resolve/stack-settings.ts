import { type StackSetting, stackSettings } from "../../../schemas/stack-rules.ts";
import type { Kind } from "../../kinds/kind.ts";
import { type JsonObject, valueAt } from "../../model/json.ts";
import type { DocumentSet } from "./document-set.ts";
import { patchedLayers } from "./document-set.ts";
import { type Layered, layOver, noLayers } from "./layers.ts";

const silent = { itemsRemoved: () => {}, invalidDirective: () => {} };

/** What the stack's Security and Observability documents put below every spec of a kind, weaker than all defaults. */
export function stackSettingsFor(documents: DocumentSet, kind: Kind | undefined): Layered {
  let result = noLayers;
  for (const [setting, place] of Object.entries(kind?.stackSettings ?? {})) {
    const { kind: holder, path } = stackSettings[setting as StackSetting];
    for (const document of documents.ofKind(holder)) {
      const layered = patchedLayers(document, () => {});
      const value = valueAt(layered.value, path);
      if (value === undefined || value === null) continue;
      const into = ["spec", ...place];
      const whole = into.reduceRight<JsonObject[string]>((inner, step) => ({ [step]: inner }), value) as JsonObject;
      const layers = layered.layers.map((layer) => ({ document: layer.document, from: path, into }));
      result = layOver(result, { value: whole, layers, keys: noLayers.keys }, silent);
    }
  }
  return result;
}
