import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineProgram } from "../src/simulator/testing/engine-program.ts";
import { type Block, blocksOf, withContents } from "./readme/blocks.ts";
import { normalise, without } from "./readme/normalise.ts";
import { tables } from "./readme/tables.ts";
import { type Finished, WalkThrough } from "./readme/walk-through.ts";

const repository = join(import.meta.dir, "..");
const demo = "./scripts/demo";

/**
 * A document as it should be now. Its `file` blocks are written and its `run` blocks are run, in order, in an empty folder;
 * what a command prints replaces the `output` block after it, and tables replace what stands in `generated` sections.
 */
export function regenerated(text: string, binary: string, engine: string = engineProgram()): string {
  using reader = new WalkThrough(binary, engine);
  const contents = new Map<Block, string>();
  let last: Finished | undefined;
  for (const block of blocksOf(text)) {
    last = reader.follow(block) ?? last;
    if (block.kind === "generated") contents.set(block, tableOf(block));
    if (block.kind === "output") contents.set(block, outputOf(block, last));
  }
  return withContents(text, contents);
}

function tableOf(block: Block): string {
  const make = tables[block.argument];
  if (!make) throw new Error(`line ${block.line}: there is no table "${block.argument}"`);
  return make();
}

function outputOf(block: Block, last: Finished | undefined): string {
  if (block.argument === demo) return shown(block, demoOutput());
  if (!last) throw new Error(`line ${block.line}: no command was run before it`);
  return shown(block, block.option === "errors" ? findings(last.stderr) : last.stdout);
}

function shown(block: Block, output: string): string {
  const heading = /^without "(.*)"$/.exec(block.option)?.[1];
  const text = normalise(output);
  return heading === undefined ? text : without(text, heading);
}

/** Standard error from its first finding on: what comes before is progress. */
const findings = (stderr: string): string => stderr.slice(Math.max(0, stderr.search(/^(?:error|warning)\[/m)));

/** What the demo prints, apart from what setting up and building say. */
function demoOutput(): string {
  const folder = mkdtempSync(join(tmpdir(), "deployer-demo-"));
  const path = join(folder, "output");
  const file = openSync(path, "a");
  try {
    const { status } = spawnSync(join(repository, demo), [], {
      stdio: ["ignore", file, file],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, DEPLOYER_PULUMI: engineProgram(), DEPLOYER_USER: "you" },
    });
    const text = readFileSync(path, "utf8");
    if (status !== 0) throw new Error(`${demo}: exit ${status}\n${text}`);
    const told = text.slice(text.indexOf("\n$ ") + 1).split("\n");
    // What AWS says while it works depends on when it is asked.
    return told.filter((line) => !/^ {2}\S+\/\S+: .*[^.]$/.test(line)).join("\n");
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

function main(): void {
  const build = spawnSync(join(repository, "scripts/build"), { stdio: "inherit" });
  if (build.status !== 0) process.exit(1);
  for (const document of ["README.md", "docs/CONFIGURATION.md"]) {
    const path = join(repository, document);
    const now = readFileSync(path, "utf8");
    const wanted = regenerated(now, join(repository, "dist/deployer"));
    if (now === wanted) continue;
    writeFileSync(path, wanted);
    console.error(`wrote ${document}`);
  }
}

if (import.meta.main) main();
