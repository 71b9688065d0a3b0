import { describe, expect, test } from "bun:test";
import type { Json } from "../model/json.ts";
import { differencesBetween } from "./differences.ts";

const cases: readonly [name: string, left: Json, right: Json, found: readonly string[]][] = [
  ["equal values", { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
  ["a scalar", { a: { b: 1 } }, { a: { b: 2 } }, ["a.b 1 2"]],
  ["what only one side has", { a: 1 }, { b: { c: 2 } }, ["a 1 -", 'b - {"c":2}']],
  ["named items", [{ name: "x", v: 1 }], [{ name: "y" }, { name: "x", v: 2 }], ["[x].v 1 2", '[y] - {"name":"y"}']],
  ["named items in another order", [{ name: "x" }, { name: "y" }], [{ name: "y" }, { name: "x" }], ["whole"]],
  ["plain lists of one length", { a: [1, 2] }, { a: [1, 3] }, ["a[1] 2 3"]],
  ["plain lists of different lengths", { a: [1] }, { a: [1, 3] }, ["a [1] [1,3]"]],
  ["different types", { a: "1" }, { a: 1 }, ['a "1" 1']],
];

describe("differencesBetween", () => {
  test.each(cases)("%s", (_name, left, right, expected) => {
    const found = differencesBetween(left, right).map((each) => {
      const show = (value: Json | undefined) => (value === undefined ? "-" : JSON.stringify(value));
      return each.place === "" ? "whole" : `${each.place} ${show(each.left?.value)} ${show(each.right?.value)}`;
    });
    expect(found).toEqual([...expected]);
  });
});
