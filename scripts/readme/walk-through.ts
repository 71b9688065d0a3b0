import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Block } from "./blocks.ts";

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Follows a document as its reader would: an empty folder, the binary on PATH, and nothing of the user's around it. */
export class WalkThrough {
  readonly #root = mkdtempSync(join(tmpdir(), "deployer-document-"));
  readonly #state = join(this.#root, "state");

  constructor(
    binary: string,
    private readonly engine: string,
  ) {
    for (const folder of ["bin", "home", "tmp", "work", "state"]) mkdirSync(join(this.#root, folder));
    symlinkSync(binary, join(this.#root, "bin/deployer"));
    writeFileSync(join(this.#state, "folder"), join(this.#root, "work"));
    writeFileSync(join(this.#state, "exports"), "");
  }

  /** Writes a file below the folder that the reader stands in. */
  write(path: string, text: string): void {
    const file = join(readFileSync(join(this.#state, "folder"), "utf8").trim(), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Runs a block of shell. Where it went and what it exported hold for the next one. */
  run(script: string): Finished {
    const lines = [
      `. '${this.#state}/exports'`,
      `cd "$(cat '${this.#state}/folder')" || exit 99`,
      script,
      "code=$?",
      `pwd > '${this.#state}/folder'`,
      `export -p > '${this.#state}/exports'`,
      "exit $code",
    ];
    const { status, stdout, stderr, error } = spawnSync("/bin/sh", ["-c", lines.join("\n")], {
      encoding: "utf8",
      env: {
        PATH: `${join(this.#root, "bin")}:/usr/bin:/bin`,
        HOME: join(this.#root, "home"),
        TMPDIR: join(this.#root, "tmp"),
        DEPLOYER_PULUMI: this.engine,
        DEPLOYER_USER: "you",
      },
    });
    if (error) throw error;
    return { exitCode: status, stdout, stderr };
  }

  /** Does what a block says; a command that ends otherwise than the document says is an error. */
  follow(block: Block): Finished | undefined {
    if (block.kind === "file") this.write(block.argument, `${block.content}\n`);
    if (block.kind !== "run") return undefined;
    const wanted = Number(/^exit (\d+)$/.exec(block.argument)?.[1] ?? 0);
    const finished = this.run(block.content);
    if (finished.exitCode === wanted) return finished;
    throw new Error(
      `line ${block.line}: exit ${finished.exitCode}, wanted ${wanted}\n${block.content}\n${finished.stdout}\n${finished.stderr}`,
    );
  }

  [Symbol.dispose](): void {
    if (existsSync(this.#root)) rmSync(this.#root, { recursive: true, force: true });
  }
}
