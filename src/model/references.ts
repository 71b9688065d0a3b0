import { type Address, parseAddress } from "./address.ts";
import type { OutputReference } from "./configuration.ts";
import { isJsonObject, type Json, type JsonPath } from "./json.ts";

/** A `valueFrom` whose component is no address; its place lets the caller say where. */
export interface MalformedReference {
  readonly text: string;
  readonly path: JsonPath;
}

export interface FoundReferences {
  readonly references: readonly OutputReference[];
  readonly malformed: readonly MalformedReference[];
}

/**
 * Every `valueFrom: {component, output}` in a value, whatever its depth. Paths start with `root`. An object that lacks
 * one of the two is left to the kind's schema.
 */
export function referencesIn(value: Json, service: string, root: JsonPath = []): FoundReferences {
  const references: OutputReference[] = [];
  const malformed: MalformedReference[] = [];
  const visit = (current: Json, path: JsonPath): void => {
    if (Array.isArray(current)) {
      current.forEach((item: Json, index) => {
        visit(item, [...path, index]);
      });
      return;
    }
    if (!isJsonObject(current)) return;
    for (const [key, member] of Object.entries(current)) {
      const memberPath = [...path, key];
      if (key === "valueFrom" && isJsonObject(member)) {
        const { component, output } = member;
        if (typeof component !== "string" || typeof output !== "string") continue;
        const address: Address | undefined = parseAddress(component, service);
        if (address) references.push({ component: address, output, path: memberPath });
        else malformed.push({ text: component, path: [...memberPath, "component"] });
      } else visit(member, memberPath);
    }
  };
  visit(value, root);
  return { references, malformed };
}
