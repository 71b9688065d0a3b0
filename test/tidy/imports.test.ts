import { describe, expect, test } from "bun:test";
import { importsOf } from "./imports.ts";

describe("importsOf", () => {
  test.each([
    ['import a from "x";', "x", false],
    ['import { a } from "x";', "x", false],
    ['import * as a from "x";', "x", false],
    ['import type { A } from "x";', "x", true],
    ['import type * as a from "x";', "x", true],
    ['import { type A, type B } from "x";', "x", true],
    ['import { type A, b } from "x";', "x", false],
    ['import {\n  a,\n  b,\n} from "x";', "x", false],
    ['import "x";', "x", false],
    ['import text from "x" with { type: "text" };', "x", false],
    ['export { a } from "x";', "x", false],
    ['export * from "x";', "x", false],
    ['export type { A } from "x";', "x", true],
    ['const a = await import("x");', "x", false],
    ["const a = await import(`x`);", "x", false],
    ['const a = require("x");', "x", false],
  ])("%s", (source, specifier, typesOnly) => {
    expect(importsOf(source)).toEqual([{ specifier, typesOnly }]);
  });

  test("comments and strings import nothing", () => {
    expect(importsOf('// import a from "x";\nconst s = "plain"; export const t = "from";\nf(s, t);')).toEqual([]);
  });
});
