import { describe, expect, test } from "bun:test";
import { registry } from "../../plugins/registry.ts";

/** What of a valibot schema leads to its fields. */
interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly pipe?: readonly Shape[];
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly options?: readonly (Shape | string | number)[];
  readonly entries?: Readonly<Record<string, Shape>>;
}

const descriptionOf = (shape: Shape): string | undefined =>
  shape.pipe?.findLast((action) => action.type === "description")?.description ??
  (shape.wrapped && descriptionOf(shape.wrapped));

/** Fields without a description, by path. Reference pages are made of nothing else. */
function undescribed(shape: Shape, path = ""): string[] {
  if (shape.wrapped) return undescribed(shape.wrapped, path);
  if (shape.item) return undescribed(shape.item, `${path}[]`);
  if (shape.type === "union")
    return (shape.options ?? []).flatMap((option) => (typeof option === "object" ? undescribed(option, path) : []));
  return Object.entries(shape.entries ?? {}).flatMap(([name, field]) => {
    const here = path === "" ? name : `${path}.${name}`;
    return [...(descriptionOf(field) ? [] : [here]), ...undescribed(field, here)];
  });
}

describe("every field is described", () => {
  for (const kind of registry.values()) {
    test(kind.name, () => {
      expect(undescribed(kind.spec as Shape)).toEqual([]);
      expect(undescribed(kind.outputs as Shape)).toEqual([]);
    });
  }
  test("or is found", () => {
    const bare: Shape = {
      entries: { a: { entries: { b: { wrapped: {} } }, pipe: [{ type: "description", description: "x" }] } },
    };
    expect(undescribed(bare)).toEqual(["a.b"]);
  });
});
