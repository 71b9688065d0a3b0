import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { dirname, join } from "node:path";
import type { Identity } from "../../ports/identity.ts";

/** Variables by which the usual CI systems name a run. */
const ciRunVariables = ["GITHUB_RUN_ID", "CI_PIPELINE_ID", "BUILDKITE_BUILD_ID", "CIRCLE_WORKFLOW_ID", "BUILD_ID"];

/** Who runs this process, from the machine and the environment. */
export function processIdentity(input: {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly arguments: readonly string[];
  readonly deployerVersion: string;
  readonly folder: string;
}): Identity {
  const { environment } = input;
  return {
    user:
      environment.DEPLOYER_USER ??
      environment.GITHUB_ACTOR ??
      environment.GITLAB_USER_LOGIN ??
      accountName(environment),
    hostname: hostname(),
    pid: process.pid,
    command: `deployer ${withoutValues(input.arguments)}`,
    get gitCommit() {
      return environment.GITHUB_SHA ?? environment.CI_COMMIT_SHA ?? headCommit(input.folder);
    },
    ciRun: ciRunVariables.map((name) => environment[name]).find((value) => value !== undefined),
    deployerVersion: input.deployerVersion,
    newId: () => randomUUID(),
  };
}

/** The account's name; the environment may lack it, as in containers and under cron, and then the machine's list knows. */
function accountName(environment: Readonly<Record<string, string | undefined>>): string {
  const named = environment.USER ?? environment.LOGNAME ?? environment.USERNAME;
  if (named) return named;
  const { uid, username } = userInfo();
  const line = existsSync("/etc/passwd")
    ? readFileSync("/etc/passwd", "utf8")
        .split("\n")
        .find((each) => each.split(":")[2] === `${uid}`)
    : undefined;
  return line?.split(":")[0] ?? username;
}

/** The command line with the values of variables left out, since a waiter has no business seeing them. */
function withoutValues(words: readonly string[]): string {
  return words
    .map((word, index) =>
      words[index - 1] === "--var" ? word.replace(/=.*/s, "=…") : word.replace(/^(--var=[^=]*=).*/s, "$1…"),
    )
    .join(" ");
}

/** The commit that HEAD is at, read from .git without starting a process; undefined outside of a repository. */
function headCommit(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const git = join(folder, ".git");
    if (existsSync(join(git, "HEAD"))) return commitOf(git);
    if (dirname(folder) === folder) return undefined;
  }
}

function commitOf(git: string): string | undefined {
  const head = readFileSync(join(git, "HEAD"), "utf8").trim();
  if (!head.startsWith("ref: ")) return head;
  const ref = head.slice("ref: ".length);
  if (existsSync(join(git, ref))) return readFileSync(join(git, ref), "utf8").trim();
  if (!existsSync(join(git, "packed-refs"))) return undefined;
  const line = readFileSync(join(git, "packed-refs"), "utf8")
    .split("\n")
    .find((each) => each.endsWith(` ${ref}`));
  return line?.split(" ")[0];
}
