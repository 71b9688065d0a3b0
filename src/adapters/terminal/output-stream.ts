import type { OutputStream } from "../../ports/output-stream.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** A standard stream of the process, with a way to wait until everything has been handed over. */
export interface ProcessStream extends OutputStream {
  /** Resolves when what was written has reached the other side, or nobody reads any more. */
  drained(): Promise<void>;
}

/** What is written to files and pipes is not wrapped to a window; this wide it still reads well in a build log. */
const columnsWithoutTerminal = 120;

/** Wraps a standard stream. A reader that goes away, as `head` does, is no error: the rest is dropped quietly. */
export function processStream(stream: NodeJS.WriteStream, environment: Environment): ProcessStream {
  // Counted here, because Bun's streams say that nothing is buffered while a pipe's reader is slow.
  let underWay = 0;
  let gone = false;
  const waiting: (() => void)[] = [];
  const settle = (): void => {
    if (underWay > 0 && !gone) return;
    for (const resolve of waiting.splice(0)) resolve();
  };
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
    gone = true;
    settle();
  });
  return {
    write(text) {
      if (gone || text === "") return;
      underWay++;
      stream.write(text, () => {
        underWay--;
        settle();
      });
    },
    isTerminal: stream.isTTY === true,
    colour: mayUseColour(stream.isTTY === true, environment),
    get columns() {
      return stream.columns || Number(environment.COLUMNS) || columnsWithoutTerminal;
    },
    drained: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        settle();
      }),
  };
}

/** The convention of https://no-color.org and its opposite, FORCE_COLOR. */
export function mayUseColour(isTerminal: boolean, environment: Environment): boolean {
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== "0";
  return isTerminal && environment.TERM !== "dumb";
}
