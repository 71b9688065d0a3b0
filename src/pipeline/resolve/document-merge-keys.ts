import { isLanguageKind, languageKinds } from "../../../schemas/language.ts";
import { type MergeKeys, mergeKeysOf, noMergeKeys } from "../../../schemas/merge-key.ts";
import type { KindRegistry } from "../../kinds/kind.ts";
import type { RawDocument } from "../../model/configuration.ts";
import { foundationParts } from "../../model/foundation.ts";

/** How the lists of a kind's spec merge, at their places in a component's document. */
export function specMergeKeys(kinds: KindRegistry): (kind: string) => MergeKeys {
  const known = new Map<string, MergeKeys>();
  return (kind) => {
    let keys = known.get(kind);
    if (!keys) {
      const definition = kinds.get(kind);
      keys = definition ? mergeKeysOf(definition.spec, "spec") : noMergeKeys;
      known.set(kind, keys);
    }
    return keys;
  };
}

/** How the lists of each document merge: parts of specs wherever they stand merge as their kinds say. */
export function documentMergeKeys(
  kinds: KindRegistry,
  documents: readonly RawDocument[],
): (document: RawDocument) => MergeKeys {
  const ofSpec = specMergeKeys(kinds);
  const inDefaults = new Map<string, string>();
  for (const { name, spec } of kinds.values()) {
    for (const [place, key] of mergeKeysOf(spec, `spec.kinds.${name}`)) inDefaults.set(place, key);
    if (name === foundationParts.cluster.kind)
      for (const [place, key] of mergeKeysOf(spec, "spec.cluster")) inDefaults.set(place, key);
  }
  const addressOf = ({ metadata }: RawDocument) => `${metadata.service}/${metadata.name}`;
  let componentKinds: ReadonlyMap<string, string> | undefined;
  return (document) => {
    const { kind } = document;
    if (kind === "InfraDefaults" || kind === "ServiceInfraDefaults") return inDefaults;
    if (kind === "ComponentInfra") {
      componentKinds ??= new Map(
        documents.filter((each) => !isLanguageKind(each.kind)).map((each) => [addressOf(each), each.kind]),
      );
      return ofSpec(componentKinds.get(addressOf(document)) ?? "");
    }
    if (!isLanguageKind(kind) || kinds.has(kind)) return ofSpec(kind);
    return mergeKeysOf(languageKinds[kind].schema, "");
  };
}
