import * as v from "valibot";

/** The field by which items of a list are told apart where nothing else is said. */
export const usualMergeKey = "name";

/** Says for a list's schema by which field overlays merge its items, where that is not `name`. */
export const mergedBy = <Items>(field: string) => v.metadata<Items, { readonly mergeKey: string }>({ mergeKey: field });

/** Merge keys of lists by place, such as `spec.rules` or `spec.rules[].ports`; only those other than the usual one. */
export type MergeKeys = ReadonlyMap<string, string>;

export const noMergeKeys: MergeKeys = new Map();

interface Shape {
  readonly type?: string;
  readonly pipe?: readonly Shape[];
  readonly metadata?: { readonly mergeKey?: unknown };
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly options?: readonly unknown[];
  readonly entries?: Readonly<Record<string, Shape>>;
}

/** Every place of a schema's values at which a list has a merge key of its own. */
export function mergeKeysOf(schema: v.GenericSchema<unknown, unknown>, root: string): MergeKeys {
  const found = new Map<string, string>();
  const visit = (shape: Shape, place: string): void => {
    for (const each of shape.pipe ?? []) {
      const key = each.type === "metadata" ? each.metadata?.mergeKey : undefined;
      if (typeof key === "string") found.set(place, key);
    }
    if (shape.wrapped) visit(shape.wrapped, place);
    if (shape.item) visit(shape.item, `${place}[]`);
    for (const option of shape.options ?? []) if (typeof option === "object") visit(option as Shape, place);
    for (const [name, entry] of Object.entries(shape.entries ?? {}))
      visit(entry, place === "" ? name : `${place}.${name}`);
  };
  visit(schema as Shape, root);
  return found;
}
