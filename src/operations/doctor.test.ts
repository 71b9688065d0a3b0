import { describe, expect, test } from "bun:test";
import { DeployerError } from "../diagnostics/deployer-error.ts";
import { doctor } from "./doctor.ts";
import type { Composition } from "./services.ts";

const scope = { stack: "user-platform", environment: "development" };

function surroundings(changes: Record<string, unknown> = {}): Composition {
  const folders = (folder: string) => (folder === "stacks" ? ["user-platform"] : ["development", "production"]);
  return {
    repository: async () => ({ files: { root: "/repository", folders } }),
    records: async () => ({
      store: { listScopes: async () => [scope], read: async () => ({ snapshot: { serial: 3, underway: null } }) },
    }),
    engineInstaller: async () => ({
      pinnedVersion: "3.230.0",
      find: async () => ({ path: "/engine/pulumi", version: "v3.230.0", foundBy: "PATH" }),
    }),
    simulatedFolder: async () => ({ path: "/repository/.deployer/simulated", writable: true }),
    ...changes,
  } as unknown as Composition;
}

const request = { simulate: true, stack: undefined, environment: undefined };
const resultsOf = async (composition: Composition, about = request): Promise<Record<string, string>> => {
  const { checks } = await doctor(composition, about);
  return Object.fromEntries(checks.map((check) => [check.name, check.result]));
};

describe("doctor", () => {
  test("finds everything in order", async () => {
    const { checks } = await doctor(surroundings(), request);
    expect(checks.map((check) => [check.name, check.result, check.hint])).toEqual([
      ["engine", "ok", null],
      ["repository", "ok", null],
      ["stacks", "ok", null],
      ["simulated account", "ok", null],
      ["recorded state", "ok", null],
    ]);
    expect(checks[2]?.detail).toBe("user-platform (development, production)");
  });

  test("says which engine is missing or of another version, and what to run", async () => {
    for (const found of [undefined, { path: "/usr/bin/pulumi", version: "3.1.0", foundBy: "PATH" }]) {
      const engineInstaller = async () => ({ pinnedVersion: "3.230.0", find: async () => found });
      const { checks } = await doctor(surroundings({ engineInstaller }), request);
      expect(checks[0]).toMatchObject({ result: "fail", hint: "Run deployer engine install." });
    }
  });

  test("goes on after a check that fails", async () => {
    const repository = async () => {
      throw new DeployerError("REPOSITORY_NOT_FOUND", {
        fault: "user",
        summary: "s",
        detail: "No stacks/ here.",
        hint: "h",
      });
    };
    const simulatedFolder = async () => ({ path: "/x", writable: false });
    expect(await resultsOf(surroundings({ repository, simulatedFolder }))).toEqual({
      engine: "ok",
      repository: "fail",
      stacks: "fail",
      "simulated account": "fail",
      "recorded state": "ok",
    });
  });

  test("warns of a deployment that was cut off", async () => {
    const store = { listScopes: async () => [scope], read: async () => ({ snapshot: { serial: 3, underway: {} } }) };
    expect((await resultsOf(surroundings({ records: async () => ({ store }) })))["recorded state"]).toBe("warn");
  });

  test("looks for the stack that was named", async () => {
    expect((await resultsOf(surroundings(), { ...request, stack: "nope" as never })).stacks).toBe("fail");
  });

  test("does not take its own bugs for findings", () => {
    const records = async () => {
      throw new TypeError("bug");
    };
    expect(doctor(surroundings({ records }), request)).rejects.toThrow("bug");
  });
});
