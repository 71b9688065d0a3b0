import { describe, expect, test } from "bun:test";
import { EventEmitter } from "node:events";
import { consolaMessages } from "./consola-messages.ts";
import { mayUseColour, processStream } from "./output-stream.ts";
import { terminalPrompt } from "./terminal-prompt.ts";

describe("colour", () => {
  const cases: [terminal: boolean, env: Record<string, string>, colour: boolean][] = [
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [true, { TERM: "dumb" }, false],
    [false, { FORCE_COLOR: "1" }, true],
    [true, { FORCE_COLOR: "0" }, false],
    [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ];
  for (const [terminal, env, colour] of cases) {
    test(`${terminal ? "on a terminal" : "in a pipe"} with ${JSON.stringify(env)}`, () => {
      expect(mayUseColour(terminal, env)).toBe(colour);
    });
  }
});

/** A stream whose reader is slow: what is written is taken when the test says so. */
class SlowStream extends EventEmitter {
  readonly texts: string[] = [];
  readonly callbacks: (() => void)[] = [];
  columns: number | undefined;
  write(text: string, callback: () => void): void {
    this.texts.push(text);
    this.callbacks.push(callback);
  }
}

const wrap = (stream: SlowStream, env: Record<string, string> = {}) =>
  processStream(stream as unknown as NodeJS.WriteStream, env);

describe("a standard stream", () => {
  test("is drained when everything was taken", async () => {
    const slow = new SlowStream();
    const stream = wrap(slow);
    await stream.drained();
    stream.write("a");
    stream.write("");
    stream.write("b");
    let done = false;
    const drained = stream.drained().then(() => {
      done = true;
    });
    slow.callbacks[0]?.();
    await Promise.resolve();
    expect([done, slow.texts]).toEqual([false, ["a", "b"]]);
    slow.callbacks[1]?.();
    await drained;
  });

  test("drops the rest quietly when its reader goes away", async () => {
    const slow = new SlowStream();
    const stream = wrap(slow);
    stream.write("a");
    slow.emit("error", Object.assign(new Error("broken pipe"), { code: "EPIPE" }));
    await stream.drained();
    stream.write("b");
    expect(slow.texts).toEqual(["a"]);
  });

  test("does not hide other failures", () => {
    const slow = new SlowStream();
    wrap(slow);
    expect(() => slow.emit("error", Object.assign(new Error("disk full"), { code: "ENOSPC" }))).toThrow("disk full");
  });

  test("knows its width, or takes COLUMNS, or a good one for logs", () => {
    const slow = new SlowStream();
    expect([wrap(slow).columns, wrap(slow, { COLUMNS: "70" }).columns]).toEqual([120, 70]);
    slow.columns = 99;
    expect(wrap(slow, { COLUMNS: "70" }).columns).toBe(99);
  });
});

describe("messages", () => {
  const all = (verbosity: "quiet" | "normal" | "verbose"): string => {
    const lines: string[] = [];
    const stream = { write: (text: string) => void lines.push(text), isTerminal: false, colour: false, columns: 80 };
    const messages = consolaMessages({ stream, colour: false, verbosity });
    messages.info("info");
    messages.success("success");
    messages.warning("warning");
    messages.detail("detail");
    return lines.join("");
  };
  test("are as many as were asked for", () => {
    expect(all("quiet")).toBe("⚠ warning\n");
    expect(all("normal")).toBe("info\n✓ success\n⚠ warning\n");
    expect(all("verbose")).toBe("info\n✓ success\n⚠ warning\n· detail\n");
  });
});

test("nobody can be asked without a terminal on both sides", () => {
  const input = { isTTY: true } as NodeJS.ReadStream;
  const output = { isTTY: false } as unknown as NodeJS.WriteStream;
  expect(terminalPrompt(input, output).interactive).toBe(false);
});
