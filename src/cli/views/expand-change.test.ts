import { describe, expect, test } from "bun:test";
import type { Json } from "../../model/json.ts";
import { expandChange } from "./expand-change.ts";

const expand = (before: Json | undefined, after: Json | undefined) =>
  expandChange({ path: "p", before, after, forcesReplacement: true }).map((each) => [
    each.path,
    each.before,
    each.after,
  ]);

describe("a change inside of a value", () => {
  test("is shown where it is", () => {
    expect(expand([{ image: "a:1", cpu: 1 }], [{ image: "a:2", cpu: 1 }])).toEqual([["p[0].image", "a:1", "a:2"]]);
    expect(expand({ a: 1 }, { a: 1, b: { c: 2 } })).toEqual([["p.b", undefined, { c: 2 }]]);
  });

  test("is found in documents that are written as text", () => {
    expect(expand('{"Statement":[{"Effect":"Allow"}]}', '{"Statement":[{"Effect":"Deny"}]}')).toEqual([
      ["p.Statement[0].Effect", "Allow", "Deny"],
    ]);
  });

  test("stays whole where there is no structure to look into, or nothing of it is left", () => {
    for (const [before, after] of [
      ["a", "b"],
      ["[not json", "[either"],
      [undefined, { a: 1 }],
      [[1], { a: 1 }],
      ['{"a":1}', '{ "a": 1 }'],
      [Array.from({ length: 13 }, () => 0), Array.from({ length: 13 }, () => 1)],
    ] as [Json | undefined, Json | undefined][]) {
      expect(expand(before, after)).toEqual([["p", before, after]]);
    }
  });
});
