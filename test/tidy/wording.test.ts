import { describe, expect, test } from "bun:test";
import { unexcused } from "./finding.ts";
import { sourceFiles } from "./source-files.ts";
import { wordingFindings } from "./wording.ts";

const note = "TO" + "DO";
const silencer = "@ts-" + "ignore";

describe("wording", () => {
  test("holds for every file", () => {
    const files = sourceFiles("src", "schemas", "plugins", "scripts", "test");
    expect(unexcused(files.flatMap(wordingFindings))).toEqual([]);
  });

  test.each([
    ["unfinished work", "src/a.ts", `// ${note}: later`],
    ["a silenced type error", "src/a.ts", `// ${silencer}\na();`],
    ["an any", "src/a.ts", "const a: any = 1;"],
    ["a cast to any", "src/a.ts", "f(a as any);"],
    ["a generic any", "src/a.ts", "const a = new Map<string, any>();"],
    ["a list of any", "src/a.ts", "function f(a: string, b: any[]) {}"],
    ["a file without a name", "src/operations/utils.ts", ""],
    ["a folder without a name", "src/helpers/a.ts", ""],
    ["half a name", "src/state-manager.ts", ""],
  ])("%s is found", (_name, path, text) => {
    expect(wordingFindings({ path, text })).toHaveLength(1);
  });

  test.each([
    ["an any with its reason", "src/a.ts", "// The library gives no types for it.\nconst a: any = 1;"],
    ["the word any in a text", "src/a.ts", 'const a = "as any";'],
    ["AWS Secrets Manager", "src/adapters/aws/secrets-manager.ts", ""],
  ])("%s is not", (_name, path, text) => {
    expect(wordingFindings({ path, text })).toEqual([]);
  });
});
