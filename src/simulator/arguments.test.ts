import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseShape } from "./arguments/shape.ts";
import { argumentsOf, ruleCatalogue } from "./types/rule-catalogue.ts";

const provider = join(import.meta.dir, "../../node_modules/@pulumi/aws");

/** Names in an interface of the provider's own declarations, with `!` behind those that are required. */
function declared(type: string, suffix: string): string[] {
  const [, module = "", name = ""] = type.split(":");
  const source = readFileSync(join(provider, `${module}.d.ts`), "utf8").replace(/\/\*\*[\s\S]*?\*\//g, "");
  const body = new RegExp(`export interface ${name}${suffix} \\{([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? "";
  return [...body.matchAll(/^ {4}(?:readonly )?(\w+)(\??):/gm)].map(
    ([, name, optional]) => `${name}${optional ? "" : "!"}`,
  );
}

for (const rule of ruleCatalogue.values()) {
  test(`${rule.type} has the arguments and attributes that the provider declares`, () => {
    const ours = [...argumentsOf(rule)].map(([name, member]) => `${name}${member.required ? "!" : ""}`);
    expect(ours.sort()).toEqual(declared(rule.type, "Args").sort());
    const attributes = new Set(declared(rule.type, "State").map((name) => name.replace("!", "")));
    for (const name of [...rule.generated, ...Object.keys(rule.attributeDefaults ?? {})])
      expect([...attributes]).toContain(name);
  });
}

test("the written form of arguments is read with its lists, records and requirements", () => {
  const shape = parseShape("a!: string, b: { c!: number[], d: { e: map }[] }\n f: boolean");
  expect([...shape.keys()]).toEqual(["a", "b", "f"]);
  expect(shape.get("a")).toEqual({ shape: { kind: "string" }, required: true });
  const record = shape.get("b")?.shape;
  const members = record?.kind === "record" ? record.members : new Map();
  expect(members.get("c")).toEqual({ shape: { kind: "list", item: { kind: "number" } }, required: true });
});
