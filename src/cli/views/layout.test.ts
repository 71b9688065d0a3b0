import { describe, expect, test } from "bun:test";
import { columns, plainText, truncate, wrapLines } from "./layout.ts";
import { makeStyle } from "./style.ts";
import { valuePair, valueText } from "./value-text.ts";

describe("text from outside", () => {
  test("cannot move the cursor, hide or turn what is around it", () => {
    expect(plainText("a\u001B[2Jb\u0007c\u0008d\re\u202Ef\u0085g\th\ni")).toBe("abcdefg  h\ni");
    expect(valueText("x\u001B[31my")).not.toContain("\u001B");
  });
});

describe("lines", () => {
  test("break at spaces, keep their indentation and leave long words whole", () => {
    expect(wrapLines("one two three", 8)).toEqual(["one two", "three"]);
    expect(wrapLines("  - one two", 8)).toEqual(["  - one", "  two"]);
    expect(wrapLines("a arn:aws:iam::123456789012:role/x b", 10)).toEqual([
      "a",
      "arn:aws:iam::123456789012:role/x",
      "b",
    ]);
    expect(wrapLines("one\n\ntwo\n", 10)).toEqual(["one", "", "two"]);
  });

  test("count wide characters as terminals do", () => {
    expect(truncate("日本語", 5)).toBe("日本…");
    expect(truncate("abc", 3)).toBe("abc");
  });

  test("in columns wrap in the last column", () => {
    const style = makeStyle({ width: 40, colour: false });
    const lines = columns([["a", "one two three four five six seven eight nine ten"]], style);
    expect(lines).toEqual(["a  one two three four five six seven", "   eight nine ten"]);
  });
});

describe("two long values", () => {
  test("are cut so that the difference is seen", () => {
    const [before, after] = valuePair(
      `${"x".repeat(100)}1${"y".repeat(50)}`,
      `${"x".repeat(100)}2${"y".repeat(50)}`,
      60,
    );
    expect(before).not.toBe(after);
    expect(before.length).toBeLessThanOrEqual(30);
  });
});
