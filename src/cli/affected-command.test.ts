import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runIn } from "../../test/fakes/run-in.ts";

let folder = "";
let repository = "";

function git(...argv: readonly string[]): string {
  const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  const { stdout, stderr, exitCode } = Bun.spawnSync(["git", ...identity, ...argv], { cwd: folder });
  if (exitCode !== 0) throw new Error(stderr.toString());
  return stdout.toString();
}
function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}
const componentFile = (name: string) => `stacks/shop/services/cart/components/${name}/sqs.yaml`;
const queue = (name: string, spec = "{}", kind = "components.deployer.io/v1") =>
  `apiVersion: ${kind}\nkind: SQS\nmetadata:\n  name: ${name}\nspec: ${spec}\n`;
const run = (...argv: readonly string[]) => runIn({ folder: repository }, ...argv);
async function affected(...argv: readonly string[]) {
  const { code, stdout } = await run("affected", "--base", "HEAD", "-e", "dev", "--json", ...argv);
  const { result } = JSON.parse(stdout);
  return { code, ...result, base: undefined, stack: undefined, environment: undefined };
}
const report = (parts: object) => ({ code: 0, added: [], changed: [], deleted: [], dependents: [], ...parts });
const nodes = async (...argv: readonly string[]): Promise<string[]> => {
  const { stdout } = await run("graph", "-e", "dev", "--json", ...argv);
  return JSON.parse(stdout)
    .result.nodes.map((each: { address: string }) => each.address)
    .sort();
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "affected-"));
  // The deployment repository may be a part of a larger one.
  repository = join(folder, "deployment");
  write("stacks/shop/stack.yaml", "apiVersion: core.deployer.io/v1\nkind: Stack\nmetadata:\n  name: shop\nspec: {}\n");
  write(
    "stacks/shop/services/cart/service.yaml",
    "apiVersion: core.deployer.io/v1\nkind: Service\nmetadata:\n  name: cart\nspec: {}\n",
  );
  write("stacks/shop/environments/dev/values.yaml", "DELAY: 1\n");
  write("stacks/shop/environments/prod/values.yaml", "DELAY: 1\n");
  write(componentFile("first"), queue("first"));
  write(componentFile("second"), queue("second", "{dependsOn: [first]}"));
  write(componentFile("third"), queue("third", '{dependsOn: [second], delaySeconds: "${DELAY}"}'));
  write(componentFile("fourth"), queue("fourth"));
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "-m", "first");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("what is affected", () => {
  test("nothing, where nothing changed in what is deployed", async () => {
    write(componentFile("first"), `# a comment\n\n${queue("first", "{fifo: false}")}`);
    expect(await affected()).toEqual(report({}));
    expect((await run("affected", "--base", "HEAD", "-e", "dev")).stdout).toBe(
      "Nothing of shop in dev differs from HEAD.\n",
    );
  });

  test("what changed, what depends on it, and apart from that what was deleted", async () => {
    write(componentFile("first"), queue("first", "{delaySeconds: 5}"));
    write(componentFile("fifth"), queue("fifth"));
    rmSync(join(repository, componentFile("fourth")));
    const status = git("status", "--porcelain");
    expect(await affected("--detailed-exitcode")).toEqual(
      report({
        code: 2,
        added: ["cart/fifth"],
        changed: ["cart/first"],
        deleted: ["cart/fourth"],
        dependents: ["cart/second", "cart/third"],
      }),
    );
    expect(git("status", "--porcelain")).toBe(status);
    const { stdout } = await run("affected", "--base", "HEAD", "-e", "dev");
    expect(stdout).toContain("Deleted:\n  cart/fourth\n");
  });

  test("by the values of variables, in the environment that has them", async () => {
    write("stacks/shop/environments/dev/values.yaml", "DELAY: 2\n");
    expect(await affected()).toEqual(report({ changed: ["cart/third"] }));
    const prod = await run("affected", "--base", "HEAD", "-e", "prod", "--json");
    expect(JSON.parse(prod.stdout).result.changed).toEqual([]);
  });

  test("by files of configs/ and by defaults that components inherit", async () => {
    write("stacks/shop/services/cart/components/first/configs/app.txt", "hello");
    expect(await affected()).toEqual(report({ changed: ["cart/first"], dependents: ["cart/second", "cart/third"] }));
    write(
      "stacks/shop/infra/defaults.yaml",
      "apiVersion: infra.deployer.io/v1\nkind: InfraDefaults\nmetadata: {}\nspec:\n  kinds:\n    SQS:\n      receiveWaitSeconds: 3\n",
    );
    expect((await affected()).changed).toHaveLength(4);
  });

  test("compared with a base that is broken, has no such stack, or is reached through a link", async () => {
    write(componentFile("first"), "kind: [");
    git("commit", "--quiet", "-am", "broken");
    write(componentFile("first"), queue("first"));
    expect((await affected()).added).toEqual(["cart/first"]);
    git("mv", "deployment/stacks/shop", "deployment/stacks/old");
    git("commit", "--quiet", "-m", "elsewhere", "-a");
    git("mv", "deployment/stacks/old", "deployment/stacks/shop");
    expect((await affected()).added).toHaveLength(4);
    git("checkout", "--quiet", "-f", "HEAD~2");
    rmSync(join(repository, componentFile("first")));
    write("stacks/shop/services/cart/shared.txt", queue("first"));
    symlinkSync("../../shared.txt", join(repository, componentFile("first")));
    git("add", ".");
    git("commit", "--quiet", "-m", "link");
    expect(await affected()).toEqual(report({}));
  });
});

describe("a narrowed run", () => {
  beforeEach(() => write(componentFile("second"), queue("second", "{dependsOn: [first], delaySeconds: 9}")));
  const since = ["--affected", "--base", "main"];

  test.each([
    [[], ["cart/first", "cart/fourth", "cart/second", "cart/third"]],
    [since, ["cart/second"]],
    [
      [...since, "--with-dependents"],
      ["cart/second", "cart/third"],
    ],
    [[...since, "--with-dependents", "--exclude", "third"], ["cart/second"]],
    [
      ["--component", "first", "--with-dependents"],
      ["cart/first", "cart/second", "cart/third"],
    ],
    [
      ["--exclude", "cart/first", "--exclude", "fourth"],
      ["cart/second", "cart/third"],
    ],
    [[...since, "--component", "fourth"], []],
  ])("%j", async (argv, expected) => {
    expect(await nodes(...argv)).toEqual(expected);
  });

  test("is counted by validate and printed by render", async () => {
    const { result } = JSON.parse((await run("validate", "-e", "dev", "--json", ...since)).stdout);
    expect([result.services, result.components]).toEqual([1, 1]);
    const { stdout } = await run("render", "-e", "dev", ...since);
    expect(stdout.match(/^kind: /gm)).toHaveLength(1);
  });

  test.each([
    ["--affected without --base", ["--affected"], 64, "--base"],
    ["--base without --affected", ["--base", "main"], 64, "--affected"],
    ["a commit that is not there", ["--affected", "--base", "nowhere"], 64, "nowhere"],
    ["a commit that looks like an option", ["--affected", "--base=--help"], 64, "--help"],
    ["a component that is not there", ["--exclude", "secnd"], 3, "Did you mean second?"],
  ])("refuses %s", async (_name, argv, code, says) => {
    const outcome = await run("graph", "-e", "dev", ...argv);
    expect([outcome.code, outcome.stderr.includes(says)]).toEqual([code, true]);
  });

  test("is not what the variable for --base alone asks for", async () => {
    const environment = { DEPLOYER_BASE: "main" };
    const count = async (...argv: readonly string[]) => {
      const { stdout } = await runIn({ folder: repository, environment }, "graph", "-e", "dev", "--json", ...argv);
      return JSON.parse(stdout).result.nodes.length;
    };
    expect([await count(), await count("--affected")]).toEqual([4, 1]);
  });

  test("needs Git", async () => {
    rmSync(join(folder, ".git"), { recursive: true });
    const { code, stderr } = await run("graph", "-e", "dev", ...since);
    expect([code, stderr.includes("Git")]).toEqual([64, true]);
  });
});
