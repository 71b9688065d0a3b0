import { execFile } from "node:child_process";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { Revisions } from "../../ports/revisions.ts";
import { type TreeEntry, treeFiles } from "./tree-files.ts";

/** Larger files are no configuration; their content is not even asked for. */
const maxFileBytes = 1024 * 1024;
const maxOutputBytes = 1024 * 1024 * 1024;

/** Commits of the Git repository that holds a folder, read through Git's object store alone. */
export const gitRevisions = (root: string): Revisions => ({
  open: async (name) => {
    const inside = await git(root, ["rev-parse", "--is-inside-work-tree"]);
    if (inside.failed !== undefined) throw refused("The repository is not kept in Git", inside.failed);
    // A name that looks like an option is none.
    const commit = await git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
    if (commit.failed !== undefined) {
      throw refused("There is no such commit", `Git knows no commit, branch or tag ${JSON.stringify(name)}.`);
    }
    const prefix = (await output(root, ["rev-parse", "--show-prefix"])).toString("utf8").replace(/\n$/, "");
    const tree = `${commit.output.toString("utf8").trim()}:${prefix}`;
    const exists = await git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", tree]);
    const entries = exists.failed === undefined ? await listTree(root, tree) : [];
    return treeFiles(root, entries, await contents(root, entries));
  },
});

const refused = (summary: string, detail: string): ConfigurationError =>
  new ConfigurationError([
    errorDiagnostic("WRONG_USAGE", {
      summary,
      detail,
      hint: "Name a commit, branch or tag that is there with --base.",
    }),
  ]);

async function listTree(root: string, tree: string): Promise<TreeEntry[]> {
  const text = (await output(root, ["ls-tree", "-r", "-z", "--long", "--full-tree", tree])).toString("utf8");
  return text.split("\0").flatMap((line) => {
    const match = /^(\d+) blob ([0-9a-f]+) +(\d+)\t([\s\S]+)$/.exec(line);
    if (!match) return [];
    const [, mode, blob = "", size, path = ""] = match;
    return [{ path, blob, sizeBytes: Number(size), isLink: mode === "120000" }];
  });
}

/** What the files hold, by blob: one process for all of them. */
async function contents(root: string, entries: readonly TreeEntry[]): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = [...new Set(entries.filter((each) => each.sizeBytes <= maxFileBytes).map((each) => each.blob))];
  const found = new Map<string, Buffer>();
  if (wanted.length === 0) return found;
  const all = await output(root, ["cat-file", "--batch"], `${wanted.join("\n")}\n`);
  let at = 0;
  while (at < all.length) {
    const end = all.indexOf(10, at);
    const [blob = "", type, size] = all.toString("utf8", at, end).split(" ");
    if (type !== "blob") {
      at = end + 1;
      continue;
    }
    const start = end + 1;
    found.set(blob, all.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return found;
}

async function output(root: string, argv: readonly string[], input?: string): Promise<Buffer> {
  const result = await git(root, argv, input);
  if (result.failed !== undefined) throw refused("Git cannot read the repository", result.failed);
  return result.output;
}

interface GitResult {
  readonly output: Buffer;
  /** What Git said when it failed. */
  readonly failed: string | undefined;
}

/** Runs Git so that nothing of the repository's own settings is run, and no lock is taken. */
function git(root: string, argv: readonly string[], input?: string): Promise<GitResult> {
  const safe = ["--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
  return new Promise((resolve) => {
    const child = execFile(
      "git",
      [...safe, ...argv],
      { cwd: root, encoding: "buffer", maxBuffer: maxOutputBytes },
      (error, stdout, stderr) => {
        const said = stderr.toString("utf8").trim() || error?.message;
        resolve({ output: stdout, failed: error ? (said ?? "Git failed.") : undefined });
      },
    );
    // Git may end before it has read everything, which its exit code says.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input ?? "");
  });
}
