import { commandTable } from "../../src/cli/command-table.ts";
import { builtInCommands } from "../../src/cli/help.ts";
import { ExitCode } from "../../src/diagnostics/codes.ts";

const meanings: Readonly<Record<keyof typeof ExitCode, string>> = {
  done: "done",
  failed: "failed; what was done until then is recorded",
  changesFound: "`plan --detailed-exitcode` found changes",
  invalidConfiguration: "invalid configuration; nothing was changed",
  deniedByPolicy: "denied by policy (this version evaluates no policies)",
  lockNotAcquired: "another deployment holds the lock",
  notApproved: "not approved, data loss not allowed, or the plan was stale; nothing was changed",
  rolledBack: "failed and rolled back (this version does not roll back)",
  resumeNeeded: "interrupted, or the lock was lost; the next `apply` goes on from there",
  wrongUsage: "wrong usage",
};

/** Tables that documents hold, by name. */
export const tables: Readonly<Record<string, () => string>> = {
  commands: () => {
    const own = Object.entries(commandTable).map(([name, { summary }]) => [name, summary]);
    const rows = [...own, ...Object.entries(builtInCommands)];
    return table(
      ["command", "does"],
      rows.map(([name, summary]) => [`\`deployer ${name}\``, summary ?? ""]),
    );
  },
  "exit codes": () =>
    table(
      ["code", "meaning"],
      Object.entries(ExitCode).map(([name, code]) => [`${code}`, meanings[name as keyof typeof ExitCode]]),
    ),
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    `| ${head.join(" | ")} |`,
    `|${"---|".repeat(head.length)}`,
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  ].join("\n");
