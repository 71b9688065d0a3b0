import { describe, expect, test } from "bun:test";
import { parseStrictYaml } from "./strict-yaml.ts";

describe("strict YAML", () => {
  test("scalars are those of YAML 1.2's core schema", () => {
    const text =
      "a: yes\nb: 0o7\nc: 1e3\nd: .5\ne: 2020-01-01\nf: '15.4'\ng: 15.4\nh: 012\ni: ~\nj: 0x1F\nk: TRUE\nl: 1_000\n";
    expect(parseStrictYaml(text).values).toEqual([
      {
        a: "yes",
        b: 7,
        c: 1000,
        d: 0.5,
        e: "2020-01-01",
        f: "15.4",
        g: 15.4,
        h: 12,
        i: null,
        j: 31,
        k: true,
        l: "1_000",
      },
    ]);
  });

  test.each([
    ["a: 1\n'a': 2\n", "YAML_DUPLICATE_KEY", 5],
    ["1: a\n'1': b\n", "YAML_DUPLICATE_KEY", 5],
    ["a: !!binary aGk=\n", "YAML_FORBIDDEN", 12],
    ["? [a]\n: b\n", "YAML_FORBIDDEN", 2],
    ["a: &x [*x]\n", "YAML_SYNTAX", 7],
    ["a: 99999999999999999999\n", "YAML_FORBIDDEN", 3],
    ["toString: 1\n", "YAML_FORBIDDEN", 0],
    ["a:\n\tb: 1\n", "YAML_SYNTAX", 3],
    ["a: \u0007\n", "YAML_SYNTAX", 3],
    [`a: ${"[".repeat(100_000)}`, "YAML_FORBIDDEN", 503],
  ] as const)("%j is %s", (text, code, offset) => {
    expect(parseStrictYaml(text).problems.map((each) => [each.code, each.offset])).toEqual([[code, offset]]);
  });

  test("merge keys are keys like any other", () => {
    expect(parseStrictYaml("a: &x {b: 1}\nc: {<<: *x}\n").values).toEqual([{ a: { b: 1 }, c: { "<<": { b: 1 } } }]);
  });

  test("finds keys and values, and the nearest parent of what is missing", () => {
    const text = "a:\n  b: 1\n  c:\n    - name: x\n    - name: y\n---\nd: 2\n";
    const { offsetOf } = parseStrictYaml(text);
    const at = (document: number, path: (string | number)[], what: "key" | "value" = "value") => {
      const offset = offsetOf(document, path, what);
      return text.slice(offset, text.indexOf("\n", offset));
    };
    expect(at(0, ["a", "b"])).toBe("1");
    expect(at(0, ["a", "b"], "key")).toBe("b: 1");
    expect(at(0, ["a", "c", 1, "name"])).toBe("y");
    expect(at(0, ["a", "c", 1])).toBe("name: y");
    expect(at(0, ["a", "nothing", "deeper"])).toBe("a:");
    expect(at(0, ["a", "c", 1, "port"])).toBe("name: y");
    expect(at(1, ["d"])).toBe("2");
  });
});
