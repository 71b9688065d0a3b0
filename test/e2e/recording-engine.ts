import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineProgram } from "../../src/simulator/testing/engine-program.ts";

/** A program that writes its arguments to a file and becomes the real engine: it proves which engines were started. */
export class RecordingEngine {
  readonly program: string;
  readonly #log: string;

  constructor(folder: string) {
    this.program = join(folder, "recording/pulumi");
    this.#log = join(folder, "recording/starts");
    mkdirSync(dirname(this.program), { recursive: true });
    writeFileSync(this.program, `#!/bin/sh\necho "$1 $2" >> '${this.#log}'\nexec '${engineProgram()}' "$@"\n`);
    chmodSync(this.program, 0o755);
  }

  /** First arguments of every engine started so far; questions for the version are none. */
  starts(): string[] {
    if (!existsSync(this.#log)) return [];
    const lines = readFileSync(this.#log, "utf8").trim().split("\n");
    return lines.filter((line) => line !== "" && !line.startsWith("version"));
  }
}
