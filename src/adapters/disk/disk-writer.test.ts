import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskWriter } from "./disk-writer.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "writer-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe("the writer", () => {
  test("creates a file with the folders above it, privately where asked", () => {
    const path = join(folder, "a/b.yaml");
    diskWriter.create(path, "one\n", "private");
    expect([readFileSync(path, "utf8"), modeOf(path), modeOf(join(folder, "a"))]).toEqual(["one\n", 0o600, 0o700]);
  });

  test("never creates over what exists", () => {
    const path = join(folder, "a");
    writeFileSync(path, "mine");
    expect(() => diskWriter.create(path, "yours")).toThrow();
    expect([readFileSync(path, "utf8"), readdirSync(folder)]).toEqual(["mine", ["a"]]);
  });

  test("replaces a file, keeps its permissions and the link that leads to it", () => {
    const path = join(folder, "a");
    writeFileSync(path, "old");
    chmodSync(path, 0o640);
    symlinkSync("a", join(folder, "link"));
    diskWriter.replace(join(folder, "link"), "new");
    expect([readFileSync(path, "utf8"), modeOf(path)]).toEqual(["new", 0o640]);
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
    diskWriter.replace(path, "private", "private");
    expect([modeOf(path), readdirSync(folder).sort()]).toEqual([0o600, ["a", "link"]]);
  });

  test("says which file the disk refuses", () => {
    expect(() => diskWriter.replace(join(folder, "missing"), "")).toThrow("missing");
  });
});
