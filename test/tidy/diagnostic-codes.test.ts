import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codes } from "../../src/diagnostics/codes.ts";
import { codeFindings } from "./diagnostic-codes.ts";
import { unexcused } from "./finding.ts";
import { repository, shippedFiles } from "./source-files.ts";

describe("diagnostic codes", () => {
  test("are all raised somewhere and documented", () => {
    const page = readFileSync(join(repository, "docs/DIAGNOSTICS.md"), "utf8");
    expect(unexcused(codeFindings(Object.keys(codes), shippedFiles(), page))).toEqual([]);
  });

  test("that nothing raises are found", () => {
    const files = [{ path: "src/a.ts", text: '// "LOCK_LOST"\nraise("LOCK_HELD");' }];
    const page = "| `LOCK_LOST` | … |\n| `LOCK_HELD` | … |";
    expect(codeFindings(["LOCK_HELD", "LOCK_LOST"], files, page).map(({ what }) => what)).toEqual([
      "nothing raises LOCK_LOST",
    ]);
  });

  test("that the catalogue alone mentions are found", () => {
    const files = [{ path: "src/diagnostics/codes.ts", text: 'const code = "LOCK_LOST";' }];
    expect(codeFindings(["LOCK_LOST"], files, "| `LOCK_LOST` |")).toHaveLength(1);
  });

  test("that the reference page leaves out are found", () => {
    expect(codeFindings(["LOCK_HELD"], [{ path: "src/a.ts", text: '"LOCK_HELD"' }], "LOCK_HELD")).toHaveLength(1);
  });
});
