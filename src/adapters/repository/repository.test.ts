import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { findRepository, openRepository } from "./index.ts";

let folder = "";
const root = () => join(folder, "repository");

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "deployer-repository-")));
  for (const path of ["stacks/shop/services/cart", "stacks/.hidden", "stacks/shop/node_modules/x", "elsewhere/inner"]) {
    mkdirSync(join(root(), path), { recursive: true });
  }
  writeFileSync(join(folder, "outside.yaml"), "secret: 1\n");
  mkdirSync(join(folder, "outside"));
  writeFileSync(join(folder, "outside/a.yaml"), "a: 1\n");
  writeFileSync(join(root(), "stacks/shop/stack.yaml"), "\ufeffkind: Stack\n");
  writeFileSync(join(root(), "stacks/shop/.secret"), "x");
  writeFileSync(join(root(), "stacks/shop/node_modules/x/a.yaml"), "x");
  writeFileSync(join(root(), "stacks/shop/latin.yaml"), new Uint8Array([0x61, 0xff]));
  writeFileSync(join(root(), "elsewhere/inner/a.yaml"), "a: 1\n");
  symlinkSync("../../elsewhere/inner", join(root(), "stacks/shop/linked"));
  symlinkSync("../../../outside.yaml", join(root(), "stacks/shop/leak.yaml"));
  symlinkSync("../../../outside", join(root(), "stacks/shop/leaks"));
  symlinkSync("nowhere.yaml", join(root(), "stacks/shop/broken.yaml"));
  symlinkSync("..", join(root(), "stacks/shop/services/loop"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the repository on the disk", () => {
  test("is found from any folder inside of it", () => {
    const found = findRepository(join(root(), "stacks/shop/services"));
    expect(found.files.root).toBe(root());
    expect(found.workingFolder).toBe("stacks/shop/services");
    expect(findRepository(root()).workingFolder).toBe("");
    expect(findRepository(join(root(), "elsewhere")).workingFolder).toBe("elsewhere");
  });

  test.each(["", "does/not/exist"])("is not found from %p beside it", (path) => {
    try {
      findRepository(join(folder, "outside", path));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError);
      expect((error as ConfigurationError).diagnostics.map((each) => each.code)).toEqual(["REPOSITORY_NOT_FOUND"]);
    }
  });

  test("lists files sorted, follows links inside, flags links that leave, and ends on loops", () => {
    const found = openRepository(root()).list("stacks/shop");
    expect(found.map((each) => [each.path, each.leavesRepository])).toEqual([
      ["stacks/shop/broken.yaml", false],
      ["stacks/shop/latin.yaml", false],
      ["stacks/shop/leak.yaml", true],
      ["stacks/shop/leaks", true],
      ["stacks/shop/linked/a.yaml", false],
      ["stacks/shop/stack.yaml", false],
    ]);
    expect(openRepository(root()).list("nowhere")).toEqual([]);
    expect(openRepository(root()).list("../outside")).toEqual([]);
    expect(openRepository(root()).folders("stacks")).toEqual(["shop"]);
  });

  test("reads UTF-8 inside of the root and nothing else", () => {
    const files = openRepository(root());
    files.list("stacks/shop");
    expect(files.read("stacks/shop/stack.yaml")).toBe("\ufeffkind: Stack\n");
    expect(files.read("stacks/shop/linked/a.yaml")).toBe("a: 1\n");
    for (const path of [
      "stacks/shop/latin.yaml",
      "stacks/shop/leak.yaml",
      "stacks/shop/leaks/a.yaml",
      "../outside.yaml",
      "/etc/passwd",
      "stacks/shop/broken.yaml",
    ]) {
      expect(() => files.read(path)).toThrow();
    }
    expect(files.exists("stacks/shop/stack.yaml")).toBe(true);
    expect(files.exists("../outside.yaml")).toBe(false);
    expect(files.exists("stacks/shop/leak.yaml")).toBe(false);
  });
});
