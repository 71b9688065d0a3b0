import { expect, test } from "bun:test";
import { yamlScalar } from "./yaml-scalar.ts";

test.each<[string, number | boolean | undefined]>([
  ["30", 30],
  ["-3", -3],
  ["+3", 3],
  ["0o17", 15],
  ["0x1F", 31],
  ["1.5", 1.5],
  [".5", 0.5],
  ["1.", 1],
  ["1e3", 1000],
  ["0123", 123],
  ["true", true],
  ["False", false],
  ["TRUE", true],
  ["yes", undefined],
  ["tRue", undefined],
  ["", undefined],
  [" 3", undefined],
  ["1_000", undefined],
  [".inf", undefined],
  ["1e999", undefined],
  ["9007199254740993", undefined],
  ["v1", undefined],
])("%j is %p", (text, expected) => {
  expect(yamlScalar(text)).toBe(expected as never);
});
