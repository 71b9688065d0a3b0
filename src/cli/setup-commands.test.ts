import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runIn } from "../../test/fakes/run-in.ts";

let folder = "";
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "setup-")));
});
afterEach(() => rmSync(folder, { recursive: true }));

const flags = ["--region", "us-east-1", "--bucket", "company-deployer-state", "--table", "company-deployer-locks"];
const written = `version: v1

backend:
  type: s3
  region: us-east-1
  bucket: company-deployer-state

locks:
  type: dynamodb
  region: us-east-1
  table: company-deployer-locks

aws:
  profile: default
  region: us-east-1
`;
const init = (typed: readonly string[] | undefined, ...argv: readonly string[]) =>
  runIn({ folder, environment: { HOME: folder }, ...(typed ? { typed } : {}) }, "init", ...argv);
const settings = () => readFileSync(join(folder, ".deployer/config.yaml"), "utf8");

describe("deployer init", () => {
  test("asks at a terminal, again where an answer cannot be right", async () => {
    const answers = ["here", "us-east-1", "company-deployer-state", "company-deployer-locks", "default"];
    const { code, stdout, stderr, asked } = await init(answers);
    expect([code, stderr.split("\n")[0]]).toEqual([0, "  an AWS region looks like us-east-1."]);
    // What is asked because the documented file has it, and does nothing yet, is said to do nothing.
    expect(stderr).toContain("warning[SETTING_WITHOUT_EFFECT]");
    expect(stderr).toContain("backend.bucket, backend.region, locks.table, locks.region, aws.region, aws.profile");
    expect(stdout).toBe(`✓ Saved to ${join(folder, ".deployer/config.yaml")}\n`);
    expect(asked.map((each) => each.trim())).toEqual([
      "? AWS Region:",
      "? AWS Region:",
      "? S3 Bucket for state:",
      "? DynamoDB Table for locks:",
      "? AWS Profile (optional):",
    ]);
    expect(settings()).toBe(written);
    expect(statSync(join(folder, ".deployer/config.yaml")).mode & 0o777).toBe(0o600);
  });

  test("takes flags without a terminal, and what it wrote is read by the next command", async () => {
    expect((await init(undefined, ...flags, "--profile", "default")).code).toBe(0);
    expect(settings()).toBe(written);
    const example = resolve(import.meta.dir, "../../examples/notification-platform");
    expect((await runIn({ folder: example, environment: { HOME: folder } }, "stack", "list")).code).toBe(0);
  });

  test("leaves the profile out that nobody named", async () => {
    await init(undefined, ...flags);
    expect(settings()).toEndWith("aws:\n  region: us-east-1\n");
  });

  test("names every flag that is missing where there is no terminal", async () => {
    const { code, stderr } = await init(undefined, "--region", "us-east-1");
    expect([code, stderr.match(/--(bucket|table) is needed/g)?.length]).toEqual([64, 2]);
    expect(existsSync(join(folder, ".deployer"))).toBe(false);
  });

  test("asks before it writes over a file, a broken one too", async () => {
    mkdirSync(join(folder, ".deployer"));
    writeFileSync(join(folder, ".deployer/config.yaml"), "backend: [");
    expect((await init(["no"], ...flags)).code).toBe(64);
    expect((await init(undefined, ...flags)).stderr).toContain("--overwrite");
    expect(settings()).toBe("backend: [");
    expect((await init(["yes", ""], ...flags)).code).toBe(0);
    expect((await init(undefined, ...flags, "--overwrite", "--profile", "default")).code).toBe(0);
    expect([settings(), statSync(join(folder, ".deployer/config.yaml")).mode & 0o777]).toEqual([written, 0o600]);
  });

  test("gives up with the person", async () => {
    expect((await init([])).code).toBe(64);
    expect((await init(["", "", ""])).code).toBe(64);
    expect(existsSync(join(folder, ".deployer"))).toBe(false);
  });
});

describe("deployer stack init", () => {
  const stackFiles = ["environments", "infra", "services", "stack.yaml"];

  test("fills the stack's own folder, and what it wrote is valid", async () => {
    const own = join(folder, "stacks/user-platform");
    mkdirSync(own, { recursive: true });
    const { code, stderr, stdout } = await runIn({ folder: own }, "stack", "init", "--description", 'The "users"');
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("stacks/user-platform/stack.yaml\n");
    expect(readdirSync(own).sort()).toEqual(stackFiles);
    expect(readFileSync(join(own, "stack.yaml"), "utf8")).toBe(
      `# yaml-language-server: $schema=../../.deployer-schema.json
apiVersion: core.deployer.io/v1
kind: Stack

metadata:
  name: user-platform
  description: The "users"

spec:
  provider:
    name: aws
    region: us-east-1
`,
    );
    expect(JSON.parse(readFileSync(join(folder, ".deployer-schema.json"), "utf8")).type).toBe("object");
    const validated = await runIn({ folder: own }, "stack", "validate");
    expect([validated.code, validated.stdout]).toEqual([0, "✓ user-platform is valid: 0 services, 0 components.\n"]);
  });

  test("makes the folder of a named stack, in a new repository and in one that exists", async () => {
    expect((await runIn({ folder }, "stack", "init", "--name", "first", "--region", "eu-west-1")).code).toBe(0);
    expect((await runIn({ folder: join(folder, "stacks") }, "stack", "init", "--name", "second")).code).toBe(0);
    expect(readdirSync(join(folder, "stacks/second")).sort()).toEqual(stackFiles);
    mkdirSync(join(folder, "stacks/first/environments/dev"));
    const { stdout } = await runIn({ folder }, "stack", "list");
    expect(stdout.split("\n").map((line) => line.replace(/ +/g, " "))).toEqual([
      "first 0 services 0 components dev",
      "second 0 services 0 components no environments",
      "",
    ]);
    const json = JSON.parse((await runIn({ folder }, "stack", "list", "--json")).stdout);
    expect(json.result.stacks[0]).toEqual({ name: "first", environments: ["dev"], services: 0, components: 0 });
  });

  test("asks for the name at a terminal", async () => {
    const { code, asked } = await runIn({ folder, typed: ["No Name", "good-name", ""] }, "stack", "init");
    expect([code, asked.length]).toEqual([0, 3]);
    expect(existsSync(join(folder, "stacks/good-name/stack.yaml"))).toBe(true);
  });

  test("never writes over a stack", async () => {
    await runIn({ folder }, "stack", "init", "--name", "first");
    writeFileSync(join(folder, "stacks/first/stack.yaml"), "mine\n");
    const { code, stderr } = await runIn({ folder }, "stack", "init", "--name", "first");
    expect([code, stderr.includes("exists")]).toEqual([64, true]);
    expect(readFileSync(join(folder, "stacks/first/stack.yaml"), "utf8")).toBe("mine\n");
  });

  test.each([
    ["no name", "", []],
    ["a bad name", "", ["--name", "Bad_Name"]],
    ["a bad region", "", ["--name", "good", "--region", "moon"]],
    ["another stack's folder", "stacks/other", ["--name", "good"]],
    ["a folder inside of a stack", "stacks/other/services", ["--name", "good"]],
  ])("refuses %s", async (_name, below, argv) => {
    mkdirSync(join(folder, below), { recursive: true });
    const before = readdirSync(folder, { recursive: true }).sort();
    expect((await runIn({ folder: join(folder, below) }, "stack", "init", ...argv)).code).toBe(64);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  });
});
