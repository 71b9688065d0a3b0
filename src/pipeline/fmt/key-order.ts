import { isLanguageKind, languageKinds } from "../../../schemas/language.ts";
import type { KindRegistry } from "../../kinds/kind.ts";
import { isJsonObject, type Json } from "../../model/json.ts";

/** The order of a mapping's keys, and what is known of what stands below them. */
export interface KeyOrder {
  readonly keys: readonly string[];
  /** The order below a key; for a list, that of each of its items. */
  below(key: string): KeyOrder | undefined;
}

const metadataKeys = ["name", "service", "stack", "description", "labels", "annotations", "enabled"];
const documentKeys = ["apiVersion", "kind", "metadata", "template", "spec"];
/** What every component takes beside its kind's own fields. */
const commonSpecKeys = ["existing", "dependsOn", "overrides"];

/** The parts of valibot's schemas by which their fields are found. */
interface Shape {
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly wrapped?: unknown;
  readonly item?: unknown;
  readonly value?: unknown;
  readonly options?: readonly unknown[];
  readonly getter?: (value: unknown) => unknown;
}

const plain = (keys: readonly string[], below: KeyOrder["below"] = () => undefined): KeyOrder => ({ keys, below });

/** The order that a schema declares its fields in. */
function schemaOrder(schema: unknown, depth = 0): KeyOrder | undefined {
  if (typeof schema !== "object" || schema === null || depth > 16) return undefined;
  const shape = schema as Shape;
  if (shape.wrapped) return schemaOrder(shape.wrapped, depth + 1);
  if (shape.getter) return schemaOrder(shape.getter(undefined), depth + 1);
  if (shape.item) return schemaOrder(shape.item, depth + 1);
  if (shape.entries) {
    const { entries } = shape;
    return plain(Object.keys(entries), (key) =>
      Object.hasOwn(entries, key) ? schemaOrder(entries[key], depth + 1) : undefined,
    );
  }
  if (shape.options) {
    const options = shape.options.flatMap((each) => schemaOrder(each, depth + 1) ?? []);
    const keys = [...new Set(options.flatMap((each) => each.keys))];
    return plain(keys, (key) => options.find((each) => each.keys.includes(key))?.below(key));
  }
  // The keys of a record are the user's own; what is below them has an order all the same.
  if (typeof shape.value === "object" && shape.value !== null) {
    const each = schemaOrder(shape.value, depth + 1);
    return each && plain([], () => each);
  }
  return undefined;
}

function kindSpecOrder(kind: string, kinds: KindRegistry): KeyOrder | undefined {
  const order = schemaOrder(kinds.get(kind)?.spec);
  const common = commonSpecKeys.filter((key) => !order?.keys.includes(key));
  return order && plain([...order.keys, ...common], order.below);
}

/** The order of one document's keys by its kind; `componentKind` is that of the component whose ComponentInfra it is. */
export function documentOrder(
  value: Json,
  kinds: KindRegistry,
  componentKind: string | undefined,
): KeyOrder | undefined {
  if (!isJsonObject(value) || typeof value.kind !== "string" || typeof value.apiVersion !== "string") return undefined;
  const spec = specOrder(value.kind, kinds, componentKind);
  const metadata = plain(metadataKeys);
  return plain(documentKeys, (key) => (key === "metadata" ? metadata : key === "spec" ? spec : undefined));
}

function specOrder(kind: string, kinds: KindRegistry, componentKind: string | undefined): KeyOrder | undefined {
  if (kind === "ComponentInfra") return componentKind === undefined ? undefined : kindSpecOrder(componentKind, kinds);
  if (!isLanguageKind(kind) || kind === "Networking") return kindSpecOrder(kind, kinds);
  const order = schemaOrder(languageKinds[kind].schema.entries.spec);
  const byKind = plain([], (name) => kindSpecOrder(name, kinds));
  return (
    order &&
    plain(order.keys, (key) => {
      if (key === "kinds") return byKind;
      return key === "cluster" ? kindSpecOrder("Cluster", kinds) : order.below(key);
    })
  );
}
