import { createInterface } from "node:readline";
import type { Prompt } from "../../ports/prompt.ts";

/** Asks on standard error, so that a result on standard output stays clean, and reads a line from standard input. */
export function terminalPrompt(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Prompt {
  return {
    interactive: input.isTTY === true && output.isTTY === true,
    ask: (question) =>
      new Promise((resolve) => {
        const lines = createInterface({ input, output });
        const end = (answer: string | undefined): void => {
          resolve(answer);
          lines.close();
        };
        // Ctrl+C and the end of input both mean that the person gave up.
        lines.once("SIGINT", () => {
          output.write("\n");
          end(undefined);
        });
        lines.once("close", () => resolve(undefined));
        lines.question(question, end);
      }),
  };
}
