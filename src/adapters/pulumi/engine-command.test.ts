import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineCommand, EngineExit } from "./engine-command.ts";

const folder = mkdtempSync(join(tmpdir(), "engine-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program in the engine's place. */
function commandOf(script: string): EngineCommand {
  const program = join(folder, `engine-${Math.floor(performance.now() * 1000)}`);
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return new EngineCommand(program, "3.230.0", () => () => {});
}

describe("what the Automation API asks beside a run", () => {
  test.each([
    [["stack", "select", "--stack", "s"], ""],
    [["stack", "output", "--json", "--stack", "s"], "{}"],
    [["stack", "history", "--json", "--stack", "s"], "[]"],
    [["preview", "--help"], ""],
  ])("%p is answered without a process", async (args, answer) => {
    const command = commandOf("exit 9");
    expect(await command.run(args, folder, {})).toEqual({ stdout: answer, stderr: "", code: 0 });
    expect(command.started).toEqual({});
  });
});

describe("an engine", () => {
  test("gets its arguments, its variables and no question to answer", async () => {
    const command = commandOf('echo "$@"; echo "$PULUMI_BACKEND_URL $PULUMI_AUTOMATION_API"; cat');
    const { stdout } = await command.run(["up", "--stack", "s"], folder, { PULUMI_BACKEND_URL: "file:///b" });
    expect(stdout).toBe("up --stack s --non-interactive\nfile:///b true\n");
    expect(command.started).toEqual({ up: 1 });
  });

  test("selects no stack that it makes, because that would leave a file in its home", async () => {
    const { stdout } = await commandOf('echo "$@"').run(["stack", "init", "s"], folder, {});
    expect(stdout.trim()).toBe("stack init s --no-select --non-interactive");
  });

  test("writes files that are its user's alone, while this process keeps its own setting", async () => {
    const umask = process.umask();
    const command = commandOf("echo checkpoint > checkpoint.json; mkdir below");
    await command.run(["up"], folder, {});
    expect(statSync(join(folder, "checkpoint.json")).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "below")).mode & 0o777).toBe(0o700);
    expect(process.umask()).toBe(umask);
  });

  test("is heard while it runs", async () => {
    const heard: string[] = [];
    const hear = (text: string) => void heard.push(text);
    await commandOf("echo out; echo err >&2").run(["up"], folder, {}, hear, hear);
    expect(heard.sort()).toEqual(["err\n", "out\n"]);
  });

  test("that fails is an error with its code and with what it printed", async () => {
    const failed = commandOf('echo out; echo "error: failed to load checkpoint: EOF" >&2; exit 255').run(
      ["up"],
      folder,
      {},
    );
    const error = await failed.catch((each: unknown) => each);
    expect(error).toBeInstanceOf(EngineExit);
    expect(error).toMatchObject({ code: 255, stdout: "out\n", stderr: "error: failed to load checkpoint: EOF\n" });
  });

  test("that is not there is an error", async () => {
    const missing = new EngineCommand(join(folder, "nowhere"), "3.230.0", () => () => {}).run(["up"], folder, {});
    expect(await missing.catch((error: NodeJS.ErrnoException) => error.code)).toBe("ENOENT");
  });

  test("is interrupted, not killed, when its run is aborted", async () => {
    const abort = new AbortController();
    const command = commandOf('trap "echo stopped > stopped; exit 3" INT; echo ready; while true; do sleep 0.05; done');
    const run = command.run(["up"], folder, {}, () => abort.abort(), undefined, abort.signal);
    expect(await run.catch((error: EngineExit) => error.code)).toBe(3);
    expect(readFileSync(join(folder, "stopped"), "utf8")).toBe("stopped\n");
  });

  test("is ended at once when the process goes down", async () => {
    const command = commandOf('trap "" INT; echo ready; while true; do sleep 0.05; done');
    const run = command.run(["up"], folder, {}, () => command.kill());
    expect(await run.catch((error: EngineExit) => error.code)).toBeNull();
  });
});
