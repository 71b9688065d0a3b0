import { describe, expect, test } from "bun:test";
import { registry } from "../../plugins/registry.ts";
import { unexcused } from "./finding.ts";
import { kindFolderContents, kindFolderFindings } from "./kind-folders.ts";
import { repository } from "./source-files.ts";

const folders = kindFolderContents(repository);

describe("a kind's folder", () => {
  test("has every part", () => {
    expect(unexcused([...folders].flatMap(([folder, names]) => kindFolderFindings(folder, names)))).toEqual([]);
  });

  test("gives one kind, and no two kinds share a name", () => {
    expect(registry.size).toBe(folders.size);
  });

  test("without its parts is found", () => {
    const complete = ["index.ts", "schema.ts", "translate.ts", "health.ts", "README.md", "rds.test.ts"];
    expect(kindFolderFindings("plugins/rds", complete)).toEqual([]);
    for (const lacking of complete) {
      const names = complete.filter((name) => name !== lacking);
      expect(kindFolderFindings("plugins/rds", names)).toHaveLength(1);
    }
  });
});
