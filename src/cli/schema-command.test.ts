import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runIn } from "../../test/fakes/run-in.ts";
import { schemaModeline } from "../operations/schemas.ts";

/** Nothing that is written here belongs to a repository. */
const folder = "/nowhere";
const schema = (...argv: readonly string[]) => runIn({ folder }, "schema", ...argv);
const generated = (name: string) => readFileSync(join(import.meta.dir, `../../schemas/json/${name}.json`), "utf8");

describe("deployer schema", () => {
  const cases: [argv: string[], name: string][] = [
    [[], "deployer"],
    [["--overlay"], "overlay"],
    [["RDS"], "RDS"],
    [["microservice"], "MicroService"],
    [["Networking"], "Networking"],
    [["state"], "state"],
    [["lock"], "lock"],
  ];
  test.each(cases)("%p prints schemas/json/%s.json", async (argv, name) => {
    expect(await schema(...argv)).toMatchObject({ code: 0, stdout: generated(name), stderr: "" });
  });

  test("of a kind in an overlay requires nothing and knows directives", async () => {
    const { stdout } = await schema("SQS", "--overlay");
    const { definitions } = JSON.parse(stdout) as { readonly definitions: Record<string, unknown> };
    expect(JSON.stringify(definitions["SQS.part"])).toContain('"$patch"');
    expect(definitions).not.toHaveProperty("SQS.whole");
  });

  test("--list names every kind, and what is stored", async () => {
    const { stdout } = await schema("--list");
    expect(stdout.split("\n")).toEqual(expect.arrayContaining(["Stack", "RDS", "settings", "state", "history"]));
  });

  test("knows no other kind, and says which was meant", async () => {
    const { code, stderr } = await schema("MicroServce");
    expect(code).toBe(64);
    expect(stderr).toContain("Did you mean deployer schema MicroService?");
  });

  test("--json wraps it", async () => {
    const { stdout } = await schema("SQS", "--json");
    const { result } = JSON.parse(stdout) as { readonly result: unknown };
    expect(result).toEqual({ kind: "SQS", schema: JSON.parse(generated("SQS")) });
  });
});

test("a document's modeline leads to the schema at the root of its repository", () => {
  expect(schemaModeline("stacks/shop/stack.yaml")).toBe("# yaml-language-server: $schema=../../.deployer-schema.json");
  expect(schemaModeline("stacks/shop/environments/production/api.yaml")).toBe(
    "# yaml-language-server: $schema=../../../../.deployer-overlay-schema.json",
  );
  expect(schemaModeline("templates/web/v1/web.yaml")).toBe(
    "# yaml-language-server: $schema=../../../.deployer-overlay-schema.json",
  );
});
