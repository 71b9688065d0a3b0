import * as v from "valibot";

/** Rejects a list in which two items have the same value in one field, and points at the later one. */
export const uniqueBy = <Item extends object>(field: keyof Item & string) =>
  v.rawCheck<Item[]>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const items = dataset.value;
    const seen = new Set<unknown>();
    for (const [index, item] of items.entries()) {
      const value: unknown = item[field];
      if (value === undefined) continue;
      if (seen.has(value)) {
        addIssue({
          message: `"${String(value)}" is used twice`,
          path: [
            { type: "array", origin: "value", input: items, key: index, value: item },
            { type: "object", origin: "value", input: Object.fromEntries(Object.entries(item)), key: field, value },
          ],
        });
      }
      seen.add(value);
    }
  });
