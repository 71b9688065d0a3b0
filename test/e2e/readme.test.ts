import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { regenerated } from "../../scripts/generate-readme.ts";
import { blocksOf, unmarkedExamples, withContents } from "../../scripts/readme/blocks.ts";
import { normalise, without } from "../../scripts/readme/normalise.ts";
import { aloneBinary } from "./binary.ts";

setDefaultTimeout(180_000);

const repository = join(import.meta.dir, "../..");
const read = (path: string): string => readFileSync(join(repository, path), "utf8");

/** Documents whose examples are run as a reader would run them. */
const pages = [
  "README.md",
  ...readdirSync(join(repository, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const followed = pages.filter((page) => blocksOf(read(page)).length > 0);

describe("documents with examples", () => {
  test("README.md is one of them", () => {
    expect(followed).toContain("README.md");
  });

  test.each(followed)("%s shows what its commands print: otherwise run `bun scripts/generate-readme.ts`", (page) => {
    const now = read(page);
    expect(regenerated(now, aloneBinary())).toBe(now);
  });

  test.each(["README.md", "docs/ARCHITECTURE.md"])("%s has no example that nobody tries", (page) => {
    expect(unmarkedExamples(read(page))).toEqual([]);
  });

  test("README.md shows the service of the first requirement document as it is written there", () => {
    const documents = join(repository, "test/fixtures/documents/000");
    const files = blocksOf(read("README.md")).filter(
      ({ kind, argument }) => kind === "file" && !/stack\.yaml$|queue/.test(argument),
    );
    expect(files).toHaveLength(4);
    for (const { argument, content } of files) {
      const written = readFileSync(join(documents, argument), "utf8").replace(/[ \t]+$/gm, "");
      expect(`${content}\n`).toBe(written);
    }
  });
});

describe("links", () => {
  test.each(["README.md", "CHANGELOG.md", "docs/ARCHITECTURE.md"])("of %s lead somewhere", (page) => {
    const folder = join(page, "..");
    const targets = [...read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path]) => join(folder, path ?? ""));
    const exists = (path: string): boolean =>
      Array.from(new Bun.Glob(path).scanSync({ cwd: repository, onlyFiles: false })).length > 0;
    expect(targets.filter((path) => !exists(path))).toEqual([]);
  });
});

describe("outputs in documents", () => {
  test("do not depend on how long something took, when it was, and who was first", () => {
    const one =
      "deployer 0.1.0 (abc)\n  ✓ a/b created (609ms)\n  ✓ a/a created (1.5s)\n#  TOOK   X\n1  2026-01-02 03:04  517ms  -";
    const other =
      "deployer 0.1.0 (unknown)\n  ✓ a/a created (2m 05s)\n  ✓ a/b created (30s)\n#  TOOK  X\n1  2027-01-02 03:04  1.5s  -";
    expect(normalise(one)).toBe(normalise(other));
  });

  test("can leave out what stands below a heading, and say so", () => {
    expect(without("a\nOutputs\n  b\n  c\n\nd", "Outputs")).toBe("a\nOutputs\n  …\n\nd");
    expect(() => without("a", "Outputs")).toThrow();
  });

  test("replace what stood there, and nothing else", () => {
    const text = "x\n<!-- output: deployer plan -->\n```text\nold\n```\n<!-- generated: commands -->\n<!-- end -->\ny";
    const [output, table] = blocksOf(text);
    if (!output || !table) throw new Error("two blocks");
    const contents = new Map([
      [output, "new\nlines"],
      [table, "| t |"],
    ]);
    expect(withContents(text, contents)).toBe(
      "x\n<!-- output: deployer plan -->\n```text\nnew\nlines\n```\n<!-- generated: commands -->\n| t |\n<!-- end -->\ny",
    );
  });

  test("need a block after their marker", () => {
    expect(() => blocksOf("<!-- run -->\ndeployer plan\n")).toThrow("line 1");
  });
});
