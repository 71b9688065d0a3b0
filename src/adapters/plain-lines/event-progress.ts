import type { OutputStream } from "../../ports/output-stream.ts";
import type { Progress } from "../../ports/progress.ts";

/** Events as they are, one JSON object per line, each with the time at which it happened. */
export function eventProgress(stream: Pick<OutputStream, "write">, nowMs: () => number): Progress {
  return {
    emit: (event) => {
      stream.write(`${JSON.stringify({ formatVersion: "1.0", time: new Date(nowMs()).toISOString(), ...event })}\n`);
    },
    close: async () => {},
  };
}
