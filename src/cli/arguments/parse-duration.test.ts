import { expect, test } from "bun:test";
import { parseDuration } from "./parse-duration.ts";

const cases: [text: string, ms: number | undefined][] = [
  ["0", 0],
  ["10m", 600_000],
  ["90s", 90_000],
  ["1h30m", 5_400_000],
  ["1.5s", 1500],
  ["500ms", 500],
  ["10", undefined],
  ["", undefined],
  ["m", undefined],
  ["-1s", undefined],
  ["1d", undefined],
  ["9999999999999999h", undefined],
];

for (const [text, ms] of cases) test(`a duration of "${text}"`, () => expect(parseDuration(text)).toBe(ms));
