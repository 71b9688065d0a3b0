import { describe, expect, test } from "bun:test";
import { treeFiles } from "./tree-files.ts";

const entry = (path: string, blob: string, isLink = false) => ({ path, blob, sizeBytes: 3, isLink });
const contents = new Map(
  Object.entries({ a: "aaa", link: "../b/two.yaml", out: "../../etc/passwd", loop: "loop.yaml", bad: "\u0000" }).map(
    ([blob, text]) => [blob, Buffer.from(text)] as const,
  ),
);
contents.set("latin", Buffer.from([0xe9]));
const files = treeFiles(
  "/root",
  [
    entry("stacks/b/two.yaml", "a"),
    entry("stacks/a/one.yaml", "a"),
    entry("stacks/a/link.yaml", "link", true),
    entry("stacks/a/out.yaml", "out", true),
    entry("stacks/a/loop.yaml", "loop", true),
    entry("stacks/a/latin.yaml", "latin"),
    entry("stacks/a/large.yaml", "missing"),
    entry("stacks/a/.hidden/x.yaml", "a"),
    entry("stacks/node_modules/x.yaml", "a"),
  ],
  contents,
);

describe("the files of a commit", () => {
  test("are listed as on the disk: sorted, without hidden folders, links told apart", () => {
    const listed = files.list("stacks/a").map((each) => `${each.path}${each.leavesRepository ? " leaves" : ""}`);
    expect(listed).toEqual([
      "stacks/a/large.yaml",
      "stacks/a/latin.yaml",
      "stacks/a/link.yaml",
      "stacks/a/loop.yaml leaves",
      "stacks/a/one.yaml",
      "stacks/a/out.yaml leaves",
    ]);
    expect(files.folders("stacks")).toEqual(["a", "b"]);
    expect(files.list("nowhere")).toEqual([]);
    expect([files.exists("stacks/a"), files.exists("stacks/a/one.yaml"), files.exists("x")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("are read, links inside of the tree too", () => {
    expect([files.read("stacks/a/one.yaml"), files.read("stacks/a/link.yaml")]).toEqual(["aaa", "aaa"]);
  });

  test.each(["out", "loop", "latin", "large", "absent"])("%s.yaml cannot be read", (name) => {
    expect(() => files.read(`stacks/a/${name}.yaml`)).toThrow();
  });
});
