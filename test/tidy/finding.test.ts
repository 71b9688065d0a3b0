import { describe, expect, test } from "bun:test";
import { unexcused } from "./finding.ts";

const finding = { path: "src/a.ts", what: "imports b" };

describe("unexcused", () => {
  test("names a finding", () => {
    expect(unexcused([finding])).toEqual(["src/a.ts: imports b"]);
  });

  test("leaves out what an exception covers", () => {
    expect(unexcused([finding], [{ ...finding, why: "a test" }])).toEqual([]);
  });

  test("names an exception that nothing needs", () => {
    expect(unexcused([], [{ ...finding, why: "a test" }])).toEqual([
      'src/a.ts: the exception "imports b" is not needed any more',
    ]);
  });
});
