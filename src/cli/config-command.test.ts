import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runIn } from "../../test/fakes/run-in.ts";

let folder = "";
let home = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "config-"));
  home = join(folder, "home");
  mkdirSync(join(home, ".deployer"), { recursive: true });
  mkdirSync(join(folder, "repository/stacks/shop/environments/dev"), { recursive: true });
  mkdirSync(join(folder, "empty"));
  writeFileSync(
    join(home, ".deployer/config.yaml"),
    `version: v1
backend:
  type: s3
  region: us-east-1
  bucket: of-the-file
  prefix: teams/
locks:
  table: of-the-file
  ttl: 600
aws:
  assumeRole:
    roleArn: arn:aws:iam::123456789012:role/DeployerRole
pulumi:
  accessToken: very-secret-token
preferences:
  parallelism: 4
logging:
  level: debug
`,
  );
  writeFileSync(
    join(folder, "repository/stacks/shop/stack.yaml"),
    "apiVersion: core.deployer.io/v1\nkind: Stack\nmetadata:\n  name: shop\nspec:\n  backend:\n    bucket: of-the-stack\n",
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

type Shown = Readonly<Record<string, readonly [value: unknown, source: string, from: string | null]>>;

async function config(where: string, variables: Readonly<Record<string, string>>, ...argv: readonly string[]) {
  const environment = { HOME: home, ...variables };
  const { code, stdout, stderr } = await runIn(
    { folder: join(folder, where), environment },
    "config",
    "--json",
    ...argv,
  );
  expect([code, stderr, stdout.includes("very-secret-token")]).toEqual([0, "", false]);
  const { result } = JSON.parse(stdout);
  const shown: Shown = Object.fromEntries(
    result.settings.map((each: { key: string; value: unknown; source: string; from: string | null }) => [
      each.key,
      [each.value, each.source, each.from],
    ]),
  );
  return { result, shown };
}

test("each source is stronger than the next: flag, variable, stack, file, default", async () => {
  const file = join(home, ".deployer/config.yaml");
  const variable = { DEPLOYER_BACKEND_BUCKET: "of-the-variable" };
  const bucket = async (where: string, variables: Readonly<Record<string, string>>, ...argv: readonly string[]) =>
    (await config(where, variables, ...argv)).shown["backend.bucket"];
  expect(await bucket("repository", variable, "--backend-bucket", "of-the-flag")).toEqual([
    "of-the-flag",
    "flag",
    "--backend-bucket",
  ]);
  expect(await bucket("repository", variable)).toEqual(["of-the-variable", "variable", "DEPLOYER_BACKEND_BUCKET"]);
  expect(await bucket("repository", {})).toEqual(["of-the-stack", "stack", "stacks/shop/stack.yaml:7"]);
  expect(await bucket("empty", {})).toEqual(["of-the-file", "file", `${file}:5`]);
  rmSync(file);
  expect(await bucket("empty", {})).toEqual([null, "unset", null]);
});

test("every key of the file is there, with its default where there is one", async () => {
  const { shown, result } = await config("repository", { DEPLOYER_PARALLELISM: "3" }, "--no-color");
  expect([result.stack, Object.keys(shown).length]).toEqual(["shop", 25]);
  expect(shown["preferences.parallelism"]).toEqual([3, "variable", "DEPLOYER_PARALLELISM"]);
  expect(shown["preferences.colorOutput"]).toEqual([false, "flag", "--no-color"]);
  expect(shown["preferences.autoApprove"]).toEqual([false, "default", null]);
  expect(shown["locks.ttl"]?.[0]).toBe(600);
  expect(shown["locks.heartbeat"]).toEqual([30, "default", null]);
  expect(shown["aws.assumeRole.roleArn"]?.[0]).toBe("arn:aws:iam::123456789012:role/DeployerRole");
  expect(shown["logging.level"]?.[0]).toBe("debug");
});

test("a secret is not shown, only that it is set", async () => {
  const { stdout } = await runIn({ folder: join(folder, "empty"), environment: { HOME: home } }, "config");
  expect(stdout).toMatch(/pulumi\.accessToken +\(secret\) +.*config\.yaml:14\n/);
  expect(stdout).not.toContain("very-secret");
});

test("an environment may have a backend of its own, and must exist", async () => {
  writeFileSync(
    join(folder, "repository/stacks/shop/environments/dev/stack.yaml"),
    "apiVersion: core.deployer.io/v1\nkind: Stack\nmetadata:\n  name: shop\nspec:\n  backend:\n    bucket: of-dev\n",
  );
  const { shown } = await config("repository", {}, "-e", "dev");
  expect(shown["backend.bucket"]).toEqual(["of-dev", "stack", "stacks/shop/environments/dev/stack.yaml:7"]);
  const environment = { HOME: home };
  expect((await runIn({ folder: join(folder, "repository"), environment }, "config", "-e", "nowhere")).code).toBe(3);
});

test("says which of the settings that are set do nothing in this version, and of none that do something", async () => {
  const { stdout } = await runIn({ folder: join(folder, "empty"), environment: { HOME: home } }, "config", "--json");
  const { diagnostics } = JSON.parse(stdout) as {
    readonly diagnostics: { readonly code: string; readonly detail: string }[];
  };
  expect(diagnostics.map((each) => each.code)).toEqual(["SETTING_WITHOUT_EFFECT"]);
  expect(diagnostics[0]?.detail).toContain("backend.region, backend.bucket, backend.prefix, locks.table, locks.ttl");
  expect(diagnostics[0]?.detail).not.toContain("preferences");
});
