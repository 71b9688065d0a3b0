import { type MergeKeys, noMergeKeys } from "../../../schemas/merge-key.ts";
import type { SourcePosition } from "../../diagnostics/diagnostic.ts";
import type { RawDocument } from "../../model/configuration.ts";
import { isJsonObject, type Json, type JsonObject, type JsonPath, valueAt } from "../../model/json.ts";
import { keyOfItem, type MergeReport, mergeKeyAt, strategicMerge } from "./strategic-merge.ts";

/** One document's share of a merged value. */
export interface Layer {
  readonly document: RawDocument;
  /** Where in the document the share begins, such as `spec.kinds.RDS`. */
  readonly from: JsonPath;
  /** Where in the merged value it goes, such as `spec`. */
  readonly into: JsonPath;
}

/** Layers of one merged value, the weakest first. */
export interface Layered {
  readonly value: JsonObject;
  readonly layers: readonly Layer[];
  /** How the value's lists merge, by the schema of what it is. */
  readonly keys: MergeKeys;
}

/** A document as it is, its nulls and `$patch` directives kept, because they concern what it will be laid over. */
export const asPatch = (document: RawDocument, keys: MergeKeys): Layered => ({
  value: document.body,
  layers: [{ document, from: [], into: [] }],
  keys,
});

export const noLayers: Layered = { value: {}, layers: [], keys: noMergeKeys };

/** Lays stronger layers over weaker ones. */
export function layOver(base: Layered, over: Layered, report: MergeReport): Layered {
  return {
    value: strategicMerge(base.value, over.value, report, over.keys),
    layers: [...base.layers, ...over.layers],
    keys: over.keys,
  };
}

/** The same layers seen from a place inside of the merged value, as the weaker layers of something else. */
export function narrowed(layered: Layered, from: JsonPath, into: JsonPath, keys: MergeKeys): Layered | undefined {
  const value = valueAt(layered.value, from);
  if (!isJsonObject(value)) return undefined;
  const whole = into.reduceRight<JsonObject>((inner, key) => ({ [key]: inner }), value);
  const layers = layered.layers.map((layer) => ({
    document: layer.document,
    from: [...layer.from, ...from.slice(layer.into.length)],
    into,
  }));
  return { value: whole, layers, keys };
}

/** Where the value at a path of the merged value stands, in the strongest layer that holds it or most of the way to it. */
export function locateInLayers(layered: Layered, path: JsonPath, what: "key" | "value" = "value"): SourcePosition {
  let best: { readonly document: RawDocument; readonly path: JsonPath; readonly depth: number } | undefined;
  for (let i = layered.layers.length - 1; i >= 0; i--) {
    const layer = layered.layers[i];
    if (!layer) continue;
    const own = pathInLayer(layered, layer, path);
    if (own && (!best || own.depth > best.depth)) best = { document: layer.document, ...own };
    if (best?.depth === path.length) break;
  }
  if (!best) return { file: "", line: 1, column: 1 };
  return best.document.locate(best.path, best.depth === path.length ? what : "key");
}

/** A merged path as the layer's document has it, as far as it has it. */
function pathInLayer(
  { value: merged, keys }: Layered,
  layer: Layer,
  path: JsonPath,
): { readonly path: JsonPath; readonly depth: number } | undefined {
  for (const [index, step] of layer.into.entries()) {
    if (index >= path.length) return { path: layer.from, depth: 0 };
    if (path[index] !== step) return undefined;
  }
  let mergedValue: Json | undefined = valueAt(merged, layer.into);
  let own: Json | undefined = valueAt(layer.document.body, layer.from);
  if (own === undefined) return undefined;
  const result: (string | number)[] = [...layer.from];
  let depth = layer.into.length;
  for (let at = layer.into.length; at < path.length; at++) {
    const step = path[at] ?? 0;
    const ownStep: string | number | undefined =
      Array.isArray(own) && typeof step === "number"
        ? itemIndex(mergedValue, own, step, mergeKeyAt(keys, path.slice(0, at)))
        : step;
    const next: Json | undefined = ownStep === undefined || own === undefined ? undefined : valueAt(own, [ownStep]);
    if (next === undefined || ownStep === undefined) break;
    result.push(ownStep);
    own = next;
    mergedValue = mergedValue === undefined ? undefined : valueAt(mergedValue, [step]);
    depth++;
  }
  return { path: result, depth };
}

/** Where a layer's list has the item that stands at an index of the merged list: items with a merge key are told by it. */
function itemIndex(merged: Json | undefined, own: readonly Json[], index: number, key: string): number | undefined {
  const value = merged === undefined ? undefined : keyOfItem(valueAt(merged, [index]), key);
  if (value === undefined) return index < own.length ? index : undefined;
  const found = own.findIndex((each) => keyOfItem(each, key) === value);
  return found === -1 ? undefined : found;
}
