import { describe, expect, test } from "bun:test";
import { keepOnly } from "./source-text.ts";

describe("keepOnly", () => {
  test.each([
    ["a line comment", "a; // Date.now()\nb;", "a;              \nb;"],
    ["a block comment", "a /* x\ny */ b", "a     \n     b"],
    ["a string", 'f("fetch(")', "f(        )"],
    ["a slash in a string", 'f("//") + g', "f(    ) + g"],
    ["a template with an interpolation", "`a ${process.pid} b`", "     process.pid    "],
    ["a template in a template", "`a ${f(`b ${c}`)} d`", "     f(     c  )    "],
    ["an object in an interpolation", "`${f({ a: 1 })}`", "   f({ a: 1 })  "],
    ["a regular expression", 'x.replace(/`"\\//g, y)', "x.replace(       , y)"],
    ["a regular expression with a class", "m = /[/`]/;", "m =       ;"],
    ["a division", "a / b / c // d", "a / b / c     "],
    ["an unfinished comment", "a /* b", "a     "],
  ])("code of %s", (_name, source, expected) => {
    expect(keepOnly(source, "code")).toBe(expected);
  });

  test("comments alone", () => {
    expect(keepOnly('f("// no"); // yes', "comments")).toBe("            // yes");
  });

  test("strings with the code", () => {
    expect(keepOnly('import a from "b"; // c', "code and strings")).toBe('import a from "b";     ');
  });
});
