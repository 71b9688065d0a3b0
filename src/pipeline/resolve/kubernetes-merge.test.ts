import { describe, expect, test } from "bun:test";
import { noMergeKeys } from "../../../schemas/merge-key.ts";
import { isJsonObject, type Json, type JsonObject } from "../../model/json.ts";
import { strategicMerge } from "./strategic-merge.ts";

type Case = [name: string, base: JsonObject, patch: JsonObject, expected: JsonObject];

/** Results of `StrategicMergeMapPatch` of k8s.io/apimachinery v0.31.0; `l` and `e` merge by name, `ports` by port. */
const asKubernetes: Case[] = [
  ["$patch: replace in a map", { m: { a: 1, b: 2 } }, { m: { $patch: "replace", c: 3 } }, { m: { c: 3 } }],
  [
    "nulls in a replaced map",
    { m: { a: 1, b: 2 } },
    { m: { $patch: "replace", c: null, d: 1 } },
    { m: { c: null, d: 1 } },
  ],
  ["$patch: delete in a new map", {}, { m: { $patch: "delete", c: 3 } }, {}],
  ["$patch: delete at the top", { a: 1 }, { $patch: "delete" }, {}],
  ["$patch: replace at the top", { a: 1 }, { $patch: "replace", b: 2 }, { b: 2 }],
  ["null new nested", {}, { m: { b: null, c: 1 } }, { m: { c: 1 } }],
  ["null item map", {}, { l: [{ name: "x", y: null }] }, { l: [{ name: "x" }] }],
  [
    "list replace",
    {
      l: [
        { name: "a", x: 1 },
        { name: "b", y: 2 },
      ],
    },
    { l: [{ $patch: "replace" }, { name: "c" }] },
    { l: [{ name: "c" }] },
  ],
  ["list replace empty", { l: [{ name: "a", x: 1 }] }, { l: [{ $patch: "replace" }] }, { l: [] }],
  [
    "item delete",
    {
      l: [
        { name: "a", x: 1 },
        { name: "b", y: 2 },
      ],
    },
    { l: [{ name: "a", $patch: "delete" }] },
    { l: [{ name: "b", y: 2 }] },
  ],
  [
    "delete then add same",
    {
      l: [
        { name: "a", x: 1 },
        { name: "b", y: 2 },
      ],
    },
    {
      l: [
        { name: "a", $patch: "delete" },
        { name: "a", y: 3 },
      ],
    },
    {
      l: [
        { name: "a", y: 3 },
        { name: "b", y: 2 },
      ],
    },
  ],
  [
    "add then delete same",
    {
      l: [
        { name: "a", x: 1 },
        { name: "b", y: 2 },
      ],
    },
    {
      l: [
        { name: "a", y: 3 },
        { name: "a", $patch: "delete" },
      ],
    },
    {
      l: [
        { name: "a", y: 3 },
        { name: "b", y: 2 },
      ],
    },
  ],
  ["delete all", { l: [{ name: "a" }] }, { l: [{ name: "a", $patch: "delete" }] }, { l: [] }],
  ["delete in new list", {}, { l: [{ name: "a", $patch: "delete" }, { name: "b" }] }, { l: [{ name: "b" }] }],
  ["replace in new list", {}, { l: [{ $patch: "replace" }, { name: "b" }] }, { l: [{ name: "b" }] }],
  [
    "replace and delete",
    {
      l: [
        { name: "a", x: 1 },
        { name: "b", y: 2 },
      ],
    },
    { l: [{ $patch: "replace" }, { name: "a", $patch: "delete" }, { name: "c" }] },
    { l: [{ name: "c" }] },
  ],
  [
    "order",
    {
      l: [
        { name: "a", x: 1 },
        { name: "b", y: 2 },
      ],
    },
    {
      l: [
        { name: "b", y: 3 },
        { name: "a", z: 0 },
      ],
    },
    {
      l: [
        { name: "b", y: 3 },
        { name: "a", x: 1, z: 0 },
      ],
    },
  ],
  [
    "order new",
    { l: [{ name: "a", x: 1 }] },
    { l: [{ name: "c" }, { name: "a", x: 2 }] },
    { l: [{ name: "c" }, { name: "a", x: 2 }] },
  ],
  [
    "order new many",
    { l: [{ name: "m" }, { name: "n" }] },
    { l: [{ name: "z" }, { name: "n", x: 2 }, { name: "b" }] },
    { l: [{ name: "z" }, { name: "m" }, { name: "n", x: 2 }, { name: "b" }] },
  ],
  ["empty keyed", { l: [{ name: "a" }] }, { l: [] }, { l: [{ name: "a" }] }],
  ["empty plain", { plain: [1] }, { plain: [] }, { plain: [] }],
  ["plain", { plain: [1, 2] }, { plain: [2, 3] }, { plain: [2, 3] }],
  ["plain maps", { plain: [{ p: 1 }] }, { plain: [{ p: 2 }] }, { plain: [{ p: 2 }] }],
  ["null list", { l: [{ name: "a" }] }, { l: null }, {}],
  [
    "null field in item",
    { l: [{ name: "a", x: 1, y: 2 }] },
    { l: [{ name: "a", x: null }] },
    { l: [{ name: "a", y: 2 }] },
  ],
  ["map over null", { m: null }, { m: { a: 1 } }, { m: { a: 1 } }],
  [
    "nested keyed",
    {
      l: [
        {
          name: "a",
          e: [
            { name: "a", x: 1 },
            { name: "b", y: 2 },
          ],
        },
      ],
    },
    { l: [{ name: "a", e: [{ name: "b", y: 9 }] }] },
    {
      l: [
        {
          e: [
            { name: "a", x: 1 },
            { name: "b", y: 9 },
          ],
          name: "a",
        },
      ],
    },
  ],
  [
    "nested delete",
    {
      l: [
        {
          name: "a",
          e: [
            { name: "a", x: 1 },
            { name: "b", y: 2 },
          ],
        },
      ],
    },
    { l: [{ name: "a", e: [{ name: "b", $patch: "delete" }] }] },
    { l: [{ e: [{ name: "a", x: 1 }], name: "a" }] },
  ],
  ["nested plain", { l: [{ name: "a", p: [1, 2] }] }, { l: [{ name: "a", p: [3] }] }, { l: [{ name: "a", p: [3] }] }],
  [
    "item map replace",
    { l: [{ name: "a", m: { b: 1 } }] },
    { l: [{ name: "a", m: { $patch: "replace", c: 1 } }] },
    { l: [{ m: { c: 1 }, name: "a" }] },
  ],
  [
    "ports by port",
    {
      ports: [
        { port: 1, name: "a", t: "x" },
        { port: 2, name: "b" },
      ],
    },
    {
      ports: [
        { port: 2, name: "c" },
        { port: 3, name: "a" },
      ],
    },
    {
      ports: [
        { name: "a", port: 1, t: "x" },
        { name: "c", port: 2 },
        { name: "a", port: 3 },
      ],
    },
  ],
  [
    "ports delete",
    {
      ports: [
        { port: 1, name: "a" },
        { port: 2, name: "b" },
      ],
    },
    { ports: [{ port: 1, $patch: "delete" }] },
    { ports: [{ name: "b", port: 2 }] },
  ],
  ["scalar over map", { a: { b: 1 } }, { a: 2 }, { a: 2 }],
  ["map over scalar", { a: 2 }, { a: { b: 1 } }, { a: { b: 1 } }],
  [
    "replace with null item",
    { l: [{ name: "a", x: 1 }] },
    { l: [{ $patch: "replace" }, { name: "a", x: null, y: 1 }] },
    { l: [{ name: "a", x: null, y: 1 }] },
  ],
  [
    "replace at end",
    { l: [{ name: "a", x: 1 }] },
    { l: [{ name: "c" }, { $patch: "replace" }] },
    { l: [{ name: "c" }] },
  ],
];

/** Where docs/decisions/2026-11-21-configuration-language.md says why Deployer does what kustomize does instead. */
const asKustomize: Case[] = [
  ["$patch: delete in a map", { m: { a: 1 }, n: 1 }, { m: { $patch: "delete" } }, { n: 1 }],
  ["$patch: delete in a map with a schema", { s: { name: "q", x: 1 } }, { s: { $patch: "delete" } }, {}],
  ["directives in a new map", {}, { m: { $patch: "replace", c: 3, b: { $patch: "delete" } } }, { m: { c: 3 } }],
  [
    "item replace keyed",
    {
      l: [
        { name: "a", x: 1 },
        { name: "b", y: 2 },
      ],
    },
    { l: [{ name: "a", $patch: "replace", q: 1 }] },
    {
      l: [
        { name: "a", q: 1 },
        { name: "b", y: 2 },
      ],
    },
  ],
];

/** Lists in one order and without nulls in maps: Deployer keeps the base's order, and null means absent. */
function comparable(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map(comparable);
    return value.every(isJsonObject) ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(
    members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, comparable(member)]),
  );
}

const merged = (base: JsonObject, patch: JsonObject): JsonObject => {
  const quiet = { invalidDirective: () => {}, itemsRemoved: () => {} };
  return strategicMerge(base, patch, quiet, base.ports ? new Map([["ports", "port"]]) : noMergeKeys);
};

describe("merging as Kubernetes does", () => {
  test.each(asKubernetes)("%s", (_name, base, patch, expected) => {
    expect(comparable(merged(base, patch))).toEqual(comparable(expected));
  });
});

describe("merging as kustomize does", () => {
  test.each(asKustomize)("%s", (_name, base, patch, expected) => {
    expect(merged(base, patch)).toEqual(expected);
  });
});
