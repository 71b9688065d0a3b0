import { createConsola, type LogType } from "consola/core";
import type { Messages } from "../../ports/messages.ts";
import type { OutputStream } from "../../ports/output-stream.ts";

export interface MessageOptions {
  readonly stream: OutputStream;
  readonly colour: boolean;
  /** With `quiet` only warnings are shown, with `verbose` details too. */
  readonly verbosity: "quiet" | "normal" | "verbose";
}

const levels = { quiet: 1, normal: 3, verbose: 4 } as const;
const marks: Readonly<Partial<Record<LogType, readonly [mark: string, colour: number]>>> = {
  success: ["✓", 32],
  warn: ["⚠", 33],
  debug: ["·", 2],
};

/** Remarks on standard error, a line each. */
export function consolaMessages({ stream, colour, verbosity }: MessageOptions): Messages {
  const consola = createConsola({
    level: levels[verbosity],
    throttle: 0,
    reporters: [
      {
        log: (entry) => {
          const [mark, code] = marks[entry.type] ?? ["", 0];
          const start = mark === "" ? "" : colour ? `\u001B[${code}m${mark}\u001B[0m ` : `${mark} `;
          stream.write(`${start}${entry.args.join(" ")}\n`);
        },
      },
    ],
  });
  return {
    info: (text) => consola.info(text),
    success: (text) => consola.success(text),
    warning: (text) => consola.warn(text),
    detail: (text) => consola.debug(text),
  };
}
