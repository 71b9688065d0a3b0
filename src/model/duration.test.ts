import { expect, test } from "bun:test";
import { formatAge, formatDuration } from "./duration.ts";

test("durations read as people say them", () => {
  expect([0, 840, 1000, 9_990, 12_400, 59_999, 165_000, 3_600_000, 3_725_000].map(formatDuration)).toEqual([
    "0ms",
    "840ms",
    "1.0s",
    "9.9s",
    "12s",
    "59s",
    "2m 45s",
    "1h 00m",
    "1h 02m",
  ]);
});

test("ages are rough", () => {
  expect([-5, 1000, 59_000, 60_000, 130_000, 7_200_000, 200_000_000].map(formatAge)).toEqual([
    "0 seconds",
    "1 second",
    "59 seconds",
    "1 minute",
    "2 minutes",
    "2 hours",
    "2 days",
  ]);
});
