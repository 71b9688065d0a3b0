import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { registry } from "../../../plugins/registry.ts";
import { Random } from "../../../test/fakes/random.ts";
import { formatYaml } from "./index.ts";
import { documentOrder } from "./key-order.ts";

const root = join(import.meta.dir, "../../..");
const format = (text: string, componentKind?: string) =>
  formatYaml(text, (value) => documentOrder(value, registry, componentKind));

const before = `# the whole file

kind: MicroService   # what
apiVersion: components.deployer.io/v1
# about the spec
spec:
    # ports here
    ports:
    - port: 80
      # its name
      name: http   # n

    -   name: b
        port: 9
    image:
        tag: "\${V}"
        # repo
        repository: x
        # tail
    secrets: []
    text: |
        hello
          there

        # no comment
    unknown: >-
      a
      b
  # odd

metadata:
    service: cart
    name: api
    labels: {b: 1,
      a: 2}
# the end
---
# second
metadata:
  name: x
apiVersion: q


`;
const after = `# the whole file

apiVersion: components.deployer.io/v1
kind: MicroService   # what

metadata:
  name: api
  service: cart
  labels: {b: 1,
    a: 2}
# about the spec
spec:
  image:
    # repo
    repository: x
    tag: "\${V}"
    # tail
  # ports here
  ports:
    # its name
    - name: http   # n
      port: 80

    - name: b
      port: 9
  secrets: []
  text: |
      hello
        there

      # no comment
  unknown: >-
    a
    b
  # odd
# the end
---
# second
metadata:
  name: x
apiVersion: q
`;

describe("formatYaml", () => {
  test("orders keys, indents by two spaces, and takes comments along", () => {
    expect(format(before)).toBe(after);
    expect(format(after)).toBe(after);
  });

  test.each([
    [
      "a ComponentInfra by its component's kind",
      "kind: ComponentInfra\napiVersion: a\nspec:\n  fifo: false\n  delaySeconds: 1\n",
    ],
    [
      "InfraDefaults by their kinds",
      "apiVersion: a\nkind: InfraDefaults\nspec:\n  labels: {}\n  kinds:\n    SQS:\n      delaySeconds: 1\n      fifo: false\n",
    ],
  ])("orders %s", (_name, text) => {
    const formatted = format(text, "SQS") ?? "";
    expect(formatted.indexOf("fifo")).toBeLessThan(formatted.indexOf("delaySeconds"));
    expect(formatted.indexOf("apiVersion")).toBe(0);
  });

  test.each([
    ["Windows line ends", "kind: SQS\r\napiVersion: a\r\n", "apiVersion: a\r\nkind: SQS\r\n"],
    ["a byte order mark", "\uFEFFa:\n    b: 1", "\uFEFFa:\n  b: 1\n"],
    ["an alias behind its anchor", "kind: &k x\napiVersion: *k\n", "kind: &k x\napiVersion: *k\n"],
    ["lines at the end that a text keeps", "a: |+\n  x\n\n\n", "a: |+\n  x\n\n\n"],
    ["a text at the end", "a: |\n  x", "a: |\n  x\n"],
    ["nothing", "", ""],
    ["only a comment", "# nothing\n", "# nothing\n"],
    ["flow style", "{kind: a, apiVersion: b}\n", "{kind: a, apiVersion: b}\n"],
    ["keys with a mark of their own", "? a\n: b\nc: d\n", "? a\n: b\nc: d\n"],
    ["lists of lists", "a:\n- - 1\n  - 2\n- - 3\n", "a:\n  - - 1\n    - 2\n  - - 3\n"],
    ["texts in quotes over lines", 'a:\n   b: "x\n     y  \n\n     z"\n', 'a:\n  b: "x\n    y  \n\n    z"\n'],
    ["indentation that a text names", "a:\n    b: |2\n         x\n        y\n", "a:\n  b: |2\n       x\n      y\n"],
    ["a dash on its own line", "a:\n-\n  # c\n  b: 1\n", "a:\n  -\n    # c\n    b: 1\n"],
  ])("keeps %s", (_name, text, expected) => {
    expect(format(text)).toBe(expected);
  });

  test("leaves the documents' own order alone", () => {
    const glob = new Bun.Glob("test/fixtures/documents/**/*.{yaml,yml}");
    const names = [...glob.scanSync({ cwd: root })].filter((name) => !name.includes("/configs/"));
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) {
      const text = readFileSync(join(root, name), "utf8");
      const tidy = `${text.replace(/^ +$/gm, "").trimEnd()}\n`;
      expect([name, format(text, "MicroService")]).toEqual([name, tidy]);
    }
  });
});

const comment = /(?:^|\s)#(c\d+)/g;

/** A file that says much in unusual ways: any order, indentation, comments, empty lines and styles of scalars. */
function randomFile(random: Random): string {
  let count = 0;
  const lines: string[] = [];
  const chance = (share: number) => random.next() < share;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
  const remark = () => (chance(0.2) ? `${pick([" ", "   "])}#c${count++}` : "");
  const above = (indent: number) => {
    if (chance(0.2)) lines.push(pick(["", "  "]));
    if (chance(0.2)) lines.push(`${" ".repeat(chance(0.8) ? indent : Math.floor(random.next() * 9))}#c${count++}`);
  };
  const scalar = () =>
    pick(["1", '"a # b"', "'it''s'", "plain text", "1.50", "0x1F", "~", "true", "[a, {b: 1}]", "{}"]);
  const body = (start: string, indent: number, depth: number): void => {
    const style = random.next();
    const step = pick([1, 2, 3, 4]);
    if (depth < 3 && style < 0.35) {
      lines.push(start + remark());
      mapping(indent + step, depth + 1);
    } else if (depth < 3 && style < 0.55) {
      lines.push(start + remark());
      list(indent + pick([0, 1, 2, 4]), depth + 1);
    } else if (style < 0.65) lines.push(`${start} ${pick(["|", ">", "|-", ">+"])}`, ...block(indent + step));
    else if (style < 0.7) lines.push(`${start} "over`, `${" ".repeat(indent + 1)}two  lines"`);
    else lines.push(`${start} ${scalar()}${remark()}`);
  };
  const block = (indent: number) => [
    `${" ".repeat(indent)}one #no`,
    "",
    `${" ".repeat(indent + 1)}two`,
    ...pick([[], [""]]),
  ];
  const mapping = (indent: number, depth: number): void => {
    const keys = ["spec", "kind", "name", "metadata", "labels", "image", "port", "zeta", "alpha"].filter(() =>
      chance(0.4),
    );
    for (const key of keys.length > 0 ? keys : ["only"]) {
      above(indent);
      body(`${" ".repeat(indent)}${key}:`, indent, depth);
    }
    if (chance(0.2)) lines.push(`${" ".repeat(indent)}#c${count++}`);
  };
  const list = (indent: number, depth: number): void => {
    for (let item = 0; item < 1 + Math.floor(random.next() * 3); item++) {
      above(indent);
      const dash = `${" ".repeat(indent)}-`;
      if (chance(0.5)) {
        const inner = pick([1, 2, 3]);
        lines.push(`${dash}${" ".repeat(inner)}name: x${remark()}`);
        if (chance(0.7)) lines.push(`${" ".repeat(indent + 1 + inner)}image: y${remark()}`);
      } else body(dash, indent, depth);
    }
  };
  if (chance(0.5)) lines.push(`#c${count++}`, ...pick([[], [""]]));
  lines.push(`apiVersion: a${remark()}`, "kind: MicroService");
  mapping(0, 0);
  return `${lines.filter((line, index) => !(line.startsWith("kind:") && lines.indexOf(line) !== index)).join("\n")}\n`;
}

test("no file loses a value or a comment, and a formatted one stays as it is", () => {
  const read = (text: string) => parseAllDocuments(text, { uniqueKeys: false }).map((each) => each.toJS() as unknown);
  const commentsIn = (text: string) => [...text.matchAll(comment)].map(([, name]) => name).sort();
  let changed = 0;
  let leftAlone = 0;
  let valid = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const text = randomFile(new Random(seed));
    if (parseAllDocuments(text, { uniqueKeys: false }).some((each) => each.errors.length > 0)) continue;
    valid++;
    const formatted = format(text);
    if (formatted === undefined) {
      leftAlone++;
      continue;
    }
    if (formatted !== text) changed++;
    expect([seed, read(formatted)]).toEqual([seed, read(text)]);
    expect([seed, commentsIn(formatted)]).toEqual([seed, commentsIn(text)]);
    expect([seed, format(formatted)]).toEqual([seed, formatted]);
  }
  expect(valid).toBeGreaterThan(200);
  // A text that keeps its empty lines cannot always be moved, and is then left alone with its file.
  expect(leftAlone / valid).toBeLessThan(0.1);
  expect(changed / valid).toBeGreaterThan(0.8);
}, 30_000);
