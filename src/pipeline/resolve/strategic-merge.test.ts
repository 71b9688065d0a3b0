import { describe, expect, test } from "bun:test";
import type { JsonObject } from "../../model/json.ts";
import { strategicMerge } from "./strategic-merge.ts";

const run = (base: JsonObject, patch: JsonObject) => {
  const found: unknown[] = [];
  const value = strategicMerge(base, patch, {
    invalidDirective: (path, directive) => found.push(["invalid", path, directive]),
    itemsRemoved: (path, items) => found.push(["removed", path, items]),
  });
  return { value, found };
};
const a = { name: "a", x: 1 };
const b = { name: "b", y: 2 };

describe("strategic merge", () => {
  test.each<[string, JsonObject, JsonObject, JsonObject]>([
    ["maps merge", { a: { b: 1, c: 2 } }, { a: { c: 3, d: 4 } }, { a: { b: 1, c: 3, d: 4 } }],
    ["a scalar replaces a map", { a: { b: 1 } }, { a: 2 }, { a: 2 }],
    ["a map replaces a scalar", { a: 2 }, { a: { b: 1 } }, { a: { b: 1 } }],
    ["null deletes", { a: 1, b: 2 }, { a: null }, { b: 2 }],
    ["null deletes what is not there", { b: 2 }, { a: null }, { b: 2 }],
    ["nulls of a new map are dropped", {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
    ["nulls of a new list's maps are dropped", {}, { a: [{ name: "x", b: null }] }, { a: [{ name: "x" }] }],
    ["nulls that are items stay", {}, { a: [null, 1] }, { a: [null, 1] }],
    ["plain lists are replaced", { a: [1, 2] }, { a: [2, 3] }, { a: [2, 3] }],
    ["lists of unnamed maps are replaced", { a: [{ p: 1 }] }, { a: [{ p: 2 }] }, { a: [{ p: 2 }] }],
    [
      "named items merge in the base's order",
      { l: [a, b] },
      {
        l: [
          { name: "b", y: 3 },
          { name: "a", z: 0 },
        ],
      },
      {
        l: [
          { name: "a", x: 1, z: 0 },
          { name: "b", y: 3 },
        ],
      },
    ],
    [
      "new named items come after",
      { l: [a] },
      { l: [{ name: "c" }, { name: "a", x: 2 }] },
      { l: [{ name: "a", x: 2 }, { name: "c" }] },
    ],
    ["an empty list leaves named items alone", { l: [a] }, { l: [] }, { l: [a] }],
    ["an empty list empties a plain one", { l: [1] }, { l: [] }, { l: [] }],
    ["a named item is deleted", { l: [a, b] }, { l: [{ name: "a", $patch: "delete" }] }, { l: [b] }],
    ["deleting an unknown item does nothing", { l: [a] }, { l: [{ name: "z", $patch: "delete" }] }, { l: [a] }],
    [
      "a named item is replaced",
      { l: [a, b] },
      { l: [{ name: "a", $patch: "replace", q: 1 }] },
      { l: [{ name: "a", q: 1 }, b] },
    ],
    ["a named list is replaced", { l: [a, b] }, { l: [{ $patch: "replace" }, { name: "c" }] }, { l: [{ name: "c" }] }],
    [
      "wherever the directive stands",
      { l: [a, b] },
      { l: [{ name: "c" }, { $patch: "replace" }] },
      { l: [{ name: "c" }] },
    ],
    ["a list is deleted", { l: [a], m: 1 }, { l: [{ $patch: "delete" }] }, { m: 1 }],
    ["a map is replaced", { m: { a: 1, b: 2 } }, { m: { $patch: "replace", c: 3 } }, { m: { c: 3 } }],
    ["a map is deleted", { m: { a: 1 }, n: 1 }, { m: { $patch: "delete" } }, { n: 1 }],
    ["merge is what happens anyway", { m: { a: 1 } }, { m: { $patch: "merge", b: 2 } }, { m: { a: 1, b: 2 } }],
    [
      "directives in what is new are obeyed",
      {},
      { m: { $patch: "replace", b: { $patch: "delete" }, c: 1 } },
      { m: { c: 1 } },
    ],
    [
      "named lists inside of named items",
      { l: [{ name: "a", e: [a, b] }] },
      { l: [{ name: "a", e: [{ name: "b", y: 9 }] }] },
      { l: [{ name: "a", e: [a, { name: "b", y: 9 }] }] },
    ],
  ])("%s", (_name, base, patch, expected) => {
    const before = JSON.stringify([base, patch]);
    expect(run(base, patch).value).toEqual(expected);
    expect(JSON.stringify([base, patch])).toBe(before);
  });

  test("keeps the order of the base's keys and items", () => {
    const { value } = run({ z: 1, a: 1, l: [b, a] }, { b: 1, a: 2, l: [a, { name: "c" }] });
    expect(JSON.stringify(value)).toBe('{"z":1,"a":2,"l":[{"name":"b","y":2},{"name":"a","x":1},{"name":"c"}],"b":1}');
  });

  test("tells of items that are taken away, and of unknown directives", () => {
    expect(run({ l: [{ name: "n", p: [1, 2, 3] }] }, { l: [{ name: "m" }, { name: "n", p: [3] }] }).found).toEqual([
      ["removed", ["l", 1, "p"], [1, 2]],
    ]);
    expect(run({}, { m: { $patch: "drop" } }).found).toEqual([["invalid", ["m", "$patch"], "drop"]]);
    expect(run({ l: [a, b] }, { l: [{ name: "a", $patch: "delete" }] }).found).toEqual([]);
  });
});
