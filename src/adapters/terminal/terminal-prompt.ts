import { createInterface } from "node:readline";
import type { Prompt } from "../../ports/prompt.ts";

/** Asks on standard error, so that a result on standard output stays clean, and reads a line from standard input. */
export function terminalPrompt(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Prompt {
  return {
    interactive: input.isTTY === true && output.isTTY === true,
    ask: (question) =>
      new Promise((resolve) => {
        const lines = createInterface({ input, output });
        let answered = false;
        const end = (answer: string | undefined): void => {
          answered = answer !== undefined;
          resolve(answer);
          lines.close();
        };
        // Ctrl+C and the end of input both mean that the person gave up.
        lines.once("SIGINT", () => end(undefined));
        lines.once("close", () => {
          if (!answered) output.write("\n");
          resolve(undefined);
        });
        lines.question(question, end);
      }),
  };
}
