import { describe, expect, test } from "bun:test";
import { type Exception, unexcused } from "./finding.ts";
import { fileSizeFindings, functionSizeFindings, functionsOf, maxFileLines, maxFunctionLines } from "./sizes.ts";
import { isTest, sourceFiles } from "./source-files.ts";

const exceptions: readonly Exception[] = [];
const files = sourceFiles("src", "schemas", "plugins", "scripts", "test");
const body = (lines: number) => "  f();\n".repeat(lines);

describe("sizes", () => {
  test("no file is too long", () => {
    expect(unexcused(files.flatMap(fileSizeFindings), exceptions)).toEqual([]);
  });

  test("no function is too long, but for the callbacks that hold a suite of tests", () => {
    const shipped = files.filter(({ path }) => !isTest(path));
    expect(unexcused(shipped.flatMap(functionSizeFindings))).toEqual([]);
  });

  test("a file that is too long is found", () => {
    const path = "src/a.ts";
    expect(fileSizeFindings({ path, text: "a;\n".repeat(maxFileLines) })).toEqual([]);
    expect(fileSizeFindings({ path, text: "a;\n".repeat(maxFileLines + 1) })).toHaveLength(1);
  });

  test.each([
    ["a declaration", "function long(a: string): void {\n@}"],
    ["a declaration that returns braces", "function long(): { readonly a: string } {\n@}"],
    ["a declaration that returns a generic", "async function long<T>(a: T): Promise<Map<string, T>> {\n@}"],
    ["a method", "class A {\n  long(a: () => void): void {\n@  }\n}"],
    ["an accessor", "class A {\n  get long() {\n@  }\n}"],
    ["an arrow", "const long = (a: string) => {\n@};"],
    ["an arrow that names its result", "const long = async (a: string): Promise<void> => {\n@};"],
    ["a property", "const a = { long: () => {\n@} };"],
  ])("%s that is too long is found by its name", (_name, form) => {
    const path = "src/a.ts";
    const found = functionSizeFindings({ path, text: form.replace("@", body(maxFunctionLines)) });
    expect(found).toEqual([{ path, what: `the function long has more than ${maxFunctionLines} lines` }]);
    expect(functionSizeFindings({ path, text: form.replace("@", body(maxFunctionLines - 2)) })).toEqual([]);
  });

  test.each(["if (a) {\n@}", "for (const a of b) {\n@}", "const a = {\n@};", "switch (a) {\n@}", "class A {\n@}"])(
    "%s is no function",
    (form) => {
      expect(functionsOf(form.replace("@", body(3)))).toEqual([]);
    },
  );
});
