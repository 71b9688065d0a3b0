import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPlainYaml } from "./plain-yaml.ts";
import { parseStrictYaml } from "./strict-yaml.ts";

/** A small generator with a seed, so that a failure can be repeated. */
function random(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    below: (bound: number) => Math.floor(next() * bound),
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T,
  };
}

/** Whatever the plain reader accepts, the full parser must accept too, and read as the same values. */
function expectAgreement(text: string, where: string): boolean {
  const plain = readPlainYaml(text);
  if (plain === undefined) return false;
  const strict = parseStrictYaml(text);
  expect({ where, text, problems: strict.problems, values: strict.values }).toEqual({
    where,
    text,
    problems: [],
    values: plain,
  });
  return true;
}

const scalars = [
  "a",
  "yes",
  "no",
  "on",
  "true",
  "True",
  "TRUE",
  "tRUE",
  "null",
  "Null",
  "~",
  "nullish",
  "0",
  "-0",
  "1",
  "-1",
  "+1",
  "007",
  "0o7",
  "0x1F",
  "0b1",
  "1e3",
  "1.0",
  "1.",
  ".5",
  "-.5",
  "15.4",
  "1.10",
  "1_000",
  "12:30",
  "1:2:3",
  "2020-01-01",
  "2020-01-01T00:00:00Z",
  ".inf",
  "-.inf",
  ".nan",
  "123456789012",
  "99999999999999999999",
  "0.1e-7",
  "1.2.3",
  "10.0.0.0/16",
  "a: b",
  "a:b",
  "a #b",
  "a#b",
  "#a",
  "- a",
  "-a",
  "-",
  "?",
  "? a",
  ": a",
  ":a",
  "&a",
  "*a",
  "!a",
  "!!str 1",
  "|",
  ">",
  ">-",
  "%a",
  "@a",
  "`a`",
  "[a, b]",
  "[]",
  "{}",
  "[ ]",
  "{ }",
  "[a, [b]]",
  "{a: b}",
  "{a: 1, b: true}",
  "{a}",
  "{a: b, a: c}",
  "[a,b]",
  "[1, 0x1, ~]",
  "[a b]",
  "[a, ]",
  "[,a]",
  "{a: 'b, c: d'}",
  "{a:b}",
  "[\"a\", 'b']",
  '["a#b"]',
  "[a] # c",
  "{a: b} # 'c'",
  '"a"',
  "'a'",
  '"a" # c',
  '"a"b',
  "'it''s'",
  '"\\n"',
  '"a',
  "'",
  '""',
  "''",
  '" a "',
  "a  b",
  "a ",
  "${VERSION}",
  "${A:-b}",
  "$${A}",
  "./infra/defaults.yaml",
  "../a",
  "/stacks/a",
  "(a)",
  "a, b",
  "a]",
  "a}",
  "é",
  "日本",
  "😀",
  "a\u00a0",
  "\u00a0a",
  "a\u2028b",
  "a\tb",
  "\ta",
  "=",
  "<<",
  "a: ",
  "a:",
  "...",
  "---",
  "--- a",
  "''''",
  "1 # one",
  "1#one",
  "db.t3.medium",
  "v1.0.0",
  "-1.5",
  "1e",
  "e1",
  "0xZ",
  "1d",
  "12abc",
  "a\\b",
  "~a",
  "null a",
  "a'b",
  'a"b',
];
const keys = [
  "a",
  "b",
  "name",
  "kind",
  "a.b/c-d",
  "A_1",
  "true",
  "null",
  "1",
  "a b",
  '"a"',
  "'b'",
  "?",
  "<<",
  "__proto__",
  "constructor",
  "é",
  "-a",
  "a:",
  "[a]",
];

describe("the plain reader", () => {
  test("agrees with the full parser on every scalar, in every place", () => {
    const read = scalars.flatMap((scalar) =>
      [`a: ${scalar}\n`, `- ${scalar}\n`, `a:\n  - b: ${scalar}\n`, `a: ${scalar}\r\nb: 1\r\n`, `${scalar}: a\n`].map(
        (text) => expectAgreement(text, scalar),
      ),
    );
    expect(read.filter(Boolean).length).toBeGreaterThan(150);
  });

  test("agrees with the full parser on random documents", () => {
    const seed = Number(process.env.SEED ?? 20240115);
    const r = random(seed);
    let read = 0;
    for (let round = 0; round < 3000; round++) {
      const lines: string[] = [];
      let indent = 0;
      for (let line = r.below(12); line >= 0; line--) {
        indent = Math.max(0, indent + r.pick([0, 0, 0, 2, 2, -2, -4, 1]));
        const pad = " ".repeat(indent);
        const scalar = r.below(3) === 0 ? r.pick(scalars) : r.pick(["a", "1", "true", "x y", '"q"']);
        const key = r.below(6) === 0 ? r.pick(keys) : `k${r.below(9)}`;
        const form = r.below(12);
        if (form < 4) lines.push(`${pad}${key}: ${scalar}`);
        else if (form < 7) lines.push(`${pad}${key}:`);
        else if (form < 8) lines.push(`${pad}- ${scalar}`);
        else if (form < 9) lines.push(`${pad}- ${key}: ${scalar}`);
        else if (form < 10) lines.push(`${pad}-${r.pick(["", "   ", "  a"])}`);
        else lines.push(r.pick(["", "# note", `${pad}# note`, "---", "---", "...", "   ", "\t", `${pad}plain`]));
      }
      if (expectAgreement(`${lines.join(r.pick(["\n", "\n", "\r\n"]))}\n`, `seed ${seed}, round ${round}`)) read++;
    }
    expect(read).toBeGreaterThan(200);
  });

  test("agrees with the full parser on every fixture, and reads the documents' own", () => {
    const root = join(import.meta.dir, "../../../test/fixtures");
    for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
      if (!/\.ya?ml$/.test(file)) continue;
      const read = expectAgreement(readFileSync(join(root, file), "utf8"), file);
      if (/^documents.\d+[/\\]/.test(file)) expect({ file, read }).toEqual({ file, read: true });
    }
  });

  test.each([
    ["duplicate keys", "a: 1\na: 2\n"],
    ["an anchor", "a: &x 1\n"],
    ["a tag", "a: !x 1\n"],
    ["a block scalar", "a: |\n  b\n"],
    ["a scalar over two lines", "a: b\n  c\n"],
    ["a tab", "a:\n\tb: 1\n"],
    ["a directive", "%YAML 1.1\n---\na: yes\n"],
    ["a prototype's name", "__proto__: 1\n"],
    ["depth beyond the limit", Array.from({ length: 70 }, (_, i) => `${" ".repeat(i)}a:\n`).join("")],
  ])("leaves %s to the full parser", (_name, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });
});
