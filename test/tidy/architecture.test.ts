import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { importFindings } from "./import-table.ts";
import { repository, shippedFiles } from "./source-files.ts";
import { keepOnly } from "./source-text.ts";

const page = readFileSync(join(repository, "docs/ARCHITECTURE.md"), "utf8");

/** The cells of a section's tables, a row each, without heads. */
function rowsOf(heading: string): string[][] {
  const section = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? "";
  return section
    .split("\n")
    .filter((line, index, lines) => line.startsWith("|") && !/^\|-/.test(line) && !/^\|-/.test(lines[index + 1] ?? ""))
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replace(/^`(.*)`$/, "$1")));
}

const layers = [
  ...readdirSync(join(repository, "src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `src/${name}`),
  "schemas",
  "plugins",
].sort();

const nameOf = (layer: string): string => layer.replace("src/", "");
const allows = (from: string, statement: string): boolean =>
  importFindings({ path: `${from}/here/a.ts`, text: statement }).length === 0;
const pathTo = (from: string, to: string): string => `${from.startsWith("src/") ? "../../../" : "../../"}${to}/b.ts`;

/** What a layer may import by the import table, in the words of the page. */
function permitted(from: string): string {
  const words = layers
    .filter((to) => to !== from && to !== "src/diagnostics")
    .flatMap((to) => {
      if (allows(from, `import { b } from "${pathTo(from, `${to}/there`)}";`)) return [nameOf(to)];
      if (allows(from, `import type { B } from "${pathTo(from, `${to}/there`)}";`)) return [`types of ${nameOf(to)}`];
      return [];
    })
    .sort((a, b) => Number(a.startsWith("types of")) - Number(b.startsWith("types of")) || (a < b ? -1 : 1));
  return words.join(", ") || "nothing";
}

describe("docs/ARCHITECTURE.md", () => {
  test("maps every layer, with what the import table lets it import", () => {
    const rows = rowsOf("Map");
    expect(rows.map(([folder]) => folder).sort()).toEqual(layers);
    for (const [folder = "", , may, alone] of rows) {
      expect(`${folder}: ${may}`).toBe(`${folder}: ${permitted(folder)}`);
      const separate = !allows(folder, 'import { b } from "../there/b.ts";');
      expect(`${folder}: ${alone}`).toBe(`${folder}: ${separate ? "alone" : ""}`);
    }
  });

  test("names the function and the type of every stage", () => {
    const rows = rowsOf("Flow");
    // The formatter lies beside the stages because it reads YAML as they do; nothing flows through it.
    const stages = readdirSync(join(repository, "src/pipeline"), { withFileTypes: true }).filter(
      (each) => each.isDirectory() && each.name !== "fmt",
    );
    expect(rows).toHaveLength(stages.length);
    const stageFiles = stages.map(({ name }) =>
      readFileSync(join(repository, "src/pipeline", name, "index.ts"), "utf8"),
    );
    const model = shippedFiles()
      .filter(({ path }) => path.startsWith("src/model/"))
      .map(({ text }) => text)
      .join("\n");
    for (const [, name, type] of rows) {
      expect(stageFiles.filter((text) => new RegExp(`export (?:async )?function ${name}\\b`).test(text))).toHaveLength(
        1,
      );
      expect(`${type}: ${new RegExp(`export interface ${type}\\s`).test(model)}`).toBe(`${type}: true`);
    }
  });

  test("names files that exist", () => {
    const named = [...page.matchAll(/`((?:src|test|schemas|plugins|scripts|docs)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? "",
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });

  test("names a test for every invariant", () => {
    const rows = rowsOf("Invariants");
    expect(rows.length).toBeGreaterThan(20);
    const missing = rows.filter(([, path = "", title = ""]) => {
      const file = join(repository, path);
      const text = existsSync(file) ? keepOnly(readFileSync(file, "utf8"), "code and strings") : "";
      return !text.includes(`("${title}",`) && !text.includes(`\n    "${title}",\n`);
    });
    expect(missing.map(([, path, title]) => `${path}: ${title}`)).toEqual([]);
  });
});

test("only approve makes an approved plan", () => {
  const makers = shippedFiles()
    .filter(({ text }) => /\bas\s+ApprovedPlan\b/.test(keepOnly(text, "code")))
    .map(({ path }) => path);
  expect(makers).toEqual(["src/pipeline/approve/index.ts"]);
});
