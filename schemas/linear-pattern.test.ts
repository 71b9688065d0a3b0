import { describe, expect, test } from "bun:test";
import { linearPattern } from "./linear-pattern.ts";

const patterns = [
  "a",
  "",
  "a|b",
  "a|bc|",
  "ab*",
  "(ab)*",
  "(a|b)+c",
  "a?b?c?",
  "a{2}",
  "a{2,}",
  "a{1,3}",
  "(ab){0,2}",
  "[a-c]+",
  "[^a]*",
  "[\\w-]+",
  "\\d+",
  "\\.",
  ".",
  ".*",
  "(?:a|ab)(?:c|bcd)",
  "(?<n>a)b",
  "^ab$",
  "a^b",
  "\\bab\\b",
  "a\\Bb",
  "a+?",
  "[\\]a]",
  "v[0-9]+(\\.[0-9]+){0,2}",
  "(a*)*",
  "(a+)+",
  "(a|a)*",
  "\\u0061",
  "\\x61\\s",
  "(|a)b",
  "a{0}b",
  "(?:)",
  "[a-c.]{2,3}",
];
const values = [
  "",
  "a",
  "b",
  "c",
  "ab",
  "abc",
  "abcd",
  "aa",
  "aaa",
  "aaaa",
  "abab",
  "aab",
  "ba",
  "a b",
  "a\n",
  ".",
  "v1.2.3",
  "v1",
  "12",
  "-",
  "a-b",
  "]",
  "abb",
  "bc",
  "cab",
  "a.c",
];

describe("a pattern in linear time", () => {
  test.each(patterns)("%j means what JavaScript means", (pattern) => {
    const expected = new RegExp(`^(?:${pattern})$`);
    const linear = linearPattern(pattern);
    const differ = values.filter((value) => linear.matches(value) !== expected.test(value));
    expect(differ).toEqual([]);
  });

  test.each(["(a+)+$", "(a|a)*b", "(.*)*x", "a*a*a*a*a*a*a*a*b", "(?:a?){30}a{30}"])("%s ends", (pattern) => {
    expect(linearPattern(pattern).matches(`${"a".repeat(1000)}!`)).toBe(false);
  });

  test.each([
    ["(?=a)", "must not look ahead or behind"],
    ["(?<!a)b", "must not look ahead or behind"],
    ["(a)\\1", "must not refer back to a group"],
    ["(", "must be a regular expression"],
    ["a**", "must be a regular expression"],
    ["(?:){99999999}", "must not be that large: its repetitions add up"],
    ["(a{1000}){1000}", "must not be that large: its repetitions add up"],
  ])("%s is refused", (pattern, message) => {
    expect(() => linearPattern(pattern)).toThrow(message);
  });
});
