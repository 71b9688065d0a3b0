import { describe, expect, test } from "bun:test";
import { DeployerError } from "../diagnostics/deployer-error.ts";
import type { Composition } from "../operations/services.ts";
import type { SimulatedAccount } from "../ports/simulated-account.ts";
import { commandTable } from "./command-table.ts";
import { type CompositionRequest, runCli } from "./run.ts";

interface Recorded {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly unknown[];
  readonly composed: readonly CompositionRequest[];
}

/** Runs a command line against a composition that records what reaches the simulated account and the installer. */
async function run(
  argv: readonly string[],
  env: Record<string, string> = {},
  parts: Partial<Composition> = {},
): Promise<Recorded> {
  const calls: unknown[] = [];
  const composed: CompositionRequest[] = [];
  const stdout: string[] = [];
  const stderr: string[] = [];
  const stream = (lines: string[]) => ({
    write: (text: string) => void lines.push(text),
    isTerminal: false,
    colour: false,
    columns: 100,
  });
  const resource = {
    id: "queue-1",
    type: "aws:sqs/queue:Queue",
    region: "us-east-1",
    name: "queue",
    component: null,
    properties: {},
  };
  const account = {
    list: async () => [resource],
    set: async (...args: unknown[]) => {
      calls.push(["set", ...args]);
      return resource;
    },
    fail: async (request: unknown) => void calls.push(["fail", request]),
    latency: async (request: unknown) => void calls.push(["latency", request]),
    scale: async (factor: unknown) => void calls.push(["scale", factor]),
    show: async () => {
      throw new DeployerError("RESOURCE_NOT_FOUND", {
        fault: "user",
        summary: "No such resource",
        detail: "There is no x.",
      });
    },
    reset: async () => {
      throw new TypeError("undefined is not a function");
    },
  } as unknown as SimulatedAccount;
  const composition = {
    simulatedAccount: async () => account,
    settings: async () => ({
      preferences: { colorOutput: true, progressBar: true, autoApprove: false, parallelism: 10 },
    }),
    messages: async () => ({ info: () => {}, success: () => {}, warning: () => {}, detail: () => {} }),
    close: async () => void calls.push("close"),
    ...parts,
  } as unknown as Composition;
  const never = new AbortController().signal;
  const code = await runCli({
    argv,
    env,
    stdout: stream(stdout),
    stderr: stream(stderr),
    version: "1.2.3",
    commit: "abc1234",
    compose: async (request) => {
      composed.push(request);
      return composition;
    },
    signals: { stop: never, interrupt: never },
  });
  return { code, stdout: stdout.join(""), stderr: stderr.join(""), calls, composed };
}

describe("what starts nothing", () => {
  const commands = [
    ["version"],
    ["--version"],
    ["help"],
    ["--help"],
    ["-h"],
    [],
    ["help", "apply"],
    ["apply", "--help"],
  ];
  for (const argv of [...commands, ["help", "simulator"], ["simulator", "fail", "-h"], ["help", "simulator", "set"]]) {
    test(`deployer ${argv.join(" ")}`, async () => {
      const { code, stdout, stderr, composed } = await run(argv);
      expect([code, stderr, composed]).toEqual([0, "", []]);
      expect(stdout).not.toBe("");
    });
  }

  test("the version names the commit, as a line and as JSON", async () => {
    expect((await run(["version"])).stdout).toBe("deployer 1.2.3 (abc1234)\n");
    expect((await run(["--version", "--json"])).stdout).toBe((await run(["version", "--json"])).stdout);
    expect(JSON.parse((await run(["version", "--json"])).stdout).result).toEqual({
      version: "1.2.3",
      commit: "abc1234",
    });
  });

  test("the help lists every command and every flag", async () => {
    const root = (await run(["help"])).stdout;
    for (const name of Object.keys(commandTable)) {
      expect(root).toContain(name.split(" ")[0] ?? "");
      const { stdout, code } = await run(["help", ...name.split(" ")]);
      expect([code, stdout.includes(`deployer ${name}`)]).toEqual([0, true]);
    }
    expect((await run(["help", "apply"])).stdout).toContain("--lock-timeout TIME");
    expect((await run(["help", "apply"])).stdout).toContain("DEPLOYER_AUTO_APPROVE");
  });
});

const wrong: readonly (readonly [argv: readonly string[], says: string])[] = [
  [["aply"], "Did you mean deployer apply?"],
  [["constructor"], "There is no command constructor."],
  [["help", "aply"], "Did you mean apply?"],
  [["simulator"], "list, show, set"],
  [["simulator", "lst"], "Did you mean deployer simulator list?"],
  [["--json=perhaps", "simulator", "list"], "true or false"],
  [["simulator", "list", "extra"], "one argument too many"],
  [["plan", "--enviroment", "x"], "Did you mean --environment?"],
  [["plan", "-x"], "no flag -x"],
  [["plan", "--stack"], "--stack needs a value"],
  [["plan", "--stack", "--verbose"], "--stack needs a value"],
  [["plan", "--stack="], "not empty"],
  [["plan", "--stack", "a", "--stack", "b"], "given twice"],
  [["plan", "--auto-approve"], "no flag --auto-approve"],
  [["plan", "--var", "secretvalue"], "KEY=VALUE"],
  [["apply", "--parallelism", "many"], "a whole number, at least 1"],
  [["apply", "--parallelism", "0"], "a whole number, at least 1"],
  [["apply", "--parallelism", "1.5"], "a whole number"],
  [["apply", "--lock-timeout", "10"], "10m, 90s or 0"],
  [["apply", "--lock-timeout", "-5s"], "10m, 90s or 0"],
  [["apply", "--version", "1"], "Did you mean --version-label?"],
  [["--json-", "apply"], "Did you mean --json?"],
  [["version", "extra"], "one argument too many"],
  [["simulator", "set", "a", "b"], "VALUE is required"],
  [["simulator", "fail", "--type", "Queue"], "--operation is required"],
  [["simulator", "fail", "--operation", "explode"], "create, update, delete, read, health"],
  [["simulator", "fail", "--operation", "create"], "--component, --type or both"],
  [["simulator", "latency", "--default"], "--seconds is required"],
  [["simulator", "latency", "--default", "--type", "Q", "--seconds", "1"], "exclude one another"],
  [["graph", "--output", "graph.png"], ".dot, .mmd, .json, .svg"],
];

describe("wrong usage", () => {
  for (const [argv, says] of wrong) {
    test(`deployer ${argv.join(" ")}`, async () => {
      const { code, stdout, stderr } = await run(argv);
      expect([code, stdout]).toEqual([64, ""]);
      expect(stderr).toStartWith("error[WRONG_USAGE] ");
      expect(stderr).toContain(says);
    });
  }

  test("is told as JSON too, all at once", async () => {
    const { code, stdout, stderr } = await run(["plan", "--nope", "--lock", "--json"]);
    const document = JSON.parse(stdout);
    expect([code, stderr, document.ok, document.exitCode, document.result]).toEqual([64, "", false, 64, null]);
    expect(document.command).toBe("plan");
    expect(document.diagnostics).toHaveLength(2);
    expect(document.diagnostics[0]).toMatchObject({ code: "WRONG_USAGE", file: null, line: null, hint: null });
  });

  test("of --var does not repeat what may be a secret", async () => {
    expect((await run(["plan", "--var", "hunter2"])).stderr).not.toContain("hunter2");
  });
});

describe("arguments", () => {
  test("flags may stand before, between and after the words of a command", async () => {
    const want = [["set", "queue-1", "delay", 5], "close"];
    expect((await run(["-C", "x", "simulator", "--quiet", "set", "queue-1", "delay", "5"])).calls).toEqual(want);
    expect((await run(["simulator", "set", "--config=f", "queue-1", "delay", "5", "-Cx"])).calls).toEqual(want);
    expect((await run(["simulator", "set", "queue-1", "delay", "-5"])).calls[0]).toEqual([
      "set",
      "queue-1",
      "delay",
      -5,
    ]);
    expect((await run(["simulator", "set", "--", "queue-1", "a", "--b"])).calls[0]).toEqual([
      "set",
      "queue-1",
      "a",
      "--b",
    ]);
  });

  test("reach the composition", async () => {
    const { composed } = await run(["-C", "repo", "simulator", "list", "--config", "c.yaml", "-vq", "--no-color"]);
    expect(composed).toEqual([
      { directory: "repo", config: "c.yaml", realistic: false, verbose: true, quiet: true, noColour: true },
    ]);
  });

  test("come from the environment where the command line is silent", async () => {
    const env = { DEPLOYER_DIRECTORY: "there", DEPLOYER_VERBOSE: "1", DEPLOYER_QUIET: "", DEPLOYER_NO_COLOR: "false" };
    expect((await run(["simulator", "list"], env)).composed[0]).toMatchObject({
      directory: "there",
      verbose: true,
      quiet: false,
    });
    expect((await run(["simulator", "list", "-C", "here", "--no-verbose"], env)).composed[0]).toMatchObject({
      directory: "here",
      verbose: false,
    });
  });

  test("of a wrong form in the environment name the variable", async () => {
    const { code, stderr } = await run(["simulator", "list"], { DEPLOYER_JSON: "maybe" });
    expect(code).toBe(3);
    expect(stderr).toContain("DEPLOYER_JSON takes true or false");
  });

  test("of the simulator become its requests", async () => {
    const fault = ["simulator", "fail", "--type", "Queue", "--operation", "create", "--times", "2", "--message", "no"];
    expect((await run(fault)).calls[0]).toEqual([
      "fail",
      { component: undefined, type: "Queue", operation: "create", times: 2, message: "no" },
    ]);
    expect((await run(["simulator", "latency", "--default", "--seconds", "1.5", "--scale", "10"])).calls).toEqual([
      ["latency", { target: "default", seconds: 1.5 }],
      ["scale", 10],
      "close",
    ]);
  });
});

describe("failures", () => {
  test("that were foreseen have their code and no stack", async () => {
    const { code, stderr, stdout } = await run(["simulator", "show", "x", "--verbose"]);
    expect([code, stdout, stderr]).toEqual([1, "", "error[RESOURCE_NOT_FOUND] No such resource\n  There is no x.\n"]);
  });

  test("that were not foreseen are called bugs, with the stack on request only", async () => {
    const { code, stderr } = await run(["simulator", "reset"]);
    expect(code).toBe(1);
    expect(stderr).toContain("error[INTERNAL] This is a bug in Deployer\n  undefined is not a function");
    expect(stderr).not.toContain("    at ");
    expect((await run(["simulator", "reset", "-v"])).stderr).toContain("    at ");
    const document = JSON.parse((await run(["simulator", "reset", "--json"])).stdout);
    expect(document).toMatchObject({ command: "simulator reset", ok: false, exitCode: 1, result: null });
  });

  test("while composing and closing are told too", async () => {
    const close = async () => {
      throw new Error("the server did not stop");
    };
    const { code, stderr } = await run(["simulator", "list"], {}, { close });
    expect([code, stderr]).toEqual([0, "warning: the server did not stop\n"]);
  });
});

describe("results", () => {
  test("are one JSON document on standard output", async () => {
    const { stdout, stderr } = await run(["simulator", "list", "--json"]);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: "1.0",
      command: "simulator list",
      ok: true,
      exitCode: 0,
    });
    expect(JSON.parse(stdout).result.resources[0].id).toBe("queue-1");
  });

  test("of an engine that is there already need no installation", async () => {
    const location = { path: "/engine/pulumi", version: "v3.230.0", foundBy: "PATH" as const };
    const engineInstaller = async () => ({
      pinnedVersion: "3.230.0",
      find: async () => location,
      install: async () => {
        throw new Error("must not be called");
      },
    });
    const { stdout } = await run(["engine", "install", "--json"], {}, { engineInstaller });
    expect(JSON.parse(stdout).result).toEqual({ ...location, installed: false });
  });
});
