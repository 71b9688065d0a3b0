import { describe, expect, test } from "bun:test";
import {
  type ArgumentSpec,
  type ArgumentSpecs,
  flagName,
  takesValue,
  variableName,
} from "./arguments/argument-spec.ts";
import { globalArguments } from "./arguments/shared-arguments.ts";
import { commandTable, groups } from "./command-table.ts";

const everyFlag: [verb: string, name: string, spec: Exclude<ArgumentSpec, { kind: "position" }>][] = [];
const tables: [verb: string, args: ArgumentSpecs][] = [["", globalArguments]];
for (const [verb, { args }] of Object.entries(commandTable)) tables.push([verb, args]);
for (const [verb, args] of tables) {
  for (const [name, spec] of Object.entries(args)) if (spec.kind !== "position") everyFlag.push([verb, name, spec]);
}

describe("the command table", () => {
  test("lets a flag take a value in every command or in none, so that flags may stand before the command", () => {
    const seen = new Map<string, boolean>();
    for (const [verb, name, spec] of everyFlag) {
      for (const written of [`--${flagName(name)}`, ...(spec.short ? [`-${spec.short}`] : [])]) {
        expect([verb, written, seen.get(written) ?? takesValue(spec)]).toEqual([verb, written, takesValue(spec)]);
        seen.set(written, takesValue(spec));
      }
    }
  });

  test("has no command whose flags hide those of every command", () => {
    for (const { args } of Object.values(commandTable)) {
      for (const name of Object.keys(args)) expect(Object.keys(globalArguments)).not.toContain(name);
    }
  });

  test("gives different flags different variables", () => {
    const owners = new Map<string, string>();
    for (const [, name, spec] of everyFlag) {
      const variable = variableName(name, spec);
      expect(owners.get(variable) ?? name).toBe(name);
      owners.set(variable, name);
      if (spec.kind !== "pairs") expect(variable).not.toStartWith("DEPLOYER_VAR_");
    }
  });

  test("names a group for every command of two words", () => {
    const first = Object.keys(commandTable)
      .filter((name) => name.includes(" "))
      .map((name) => name.split(" ")[0] ?? "");
    expect([...new Set(first)].sort()).toEqual(Object.keys(groups).sort());
  });
});
