import {
  type ArgumentSpec,
  type ArgumentSpecs,
  flagName,
  takesValue,
  variableName,
} from "./arguments/argument-spec.ts";
import { globalArguments } from "./arguments/shared-arguments.ts";
import { commandTable, groups } from "./command-table.ts";
import { columns, joinLines } from "./views/layout.ts";
import type { Style } from "./views/style.ts";

/** Commands that run.ts answers itself. */
export const builtInCommands: Readonly<Record<string, string>> = {
  version: "Show the version",
  help: "Show this help, or that of a command",
};

/** Every name that can follow `deployer`, groups once. */
export function firstWords(): string[] {
  const words = Object.keys(commandTable).map((name) => name.split(" ")[0] ?? name);
  return [...new Set([...words, ...Object.keys(builtInCommands)])];
}

/** Commands of a group by the word that follows the group's name. */
export const wordsOfGroup = (group: string): string[] =>
  Object.keys(commandTable)
    .filter((name) => name.startsWith(`${group} `))
    .map((name) => name.slice(group.length + 1));

/** The help of Deployer as a whole. */
export function rootHelp(style: Style): string {
  const rows: string[][] = [];
  for (const word of firstWords()) {
    rows.push([style.paint(word, "cyan"), commandTable[word]?.summary ?? groups[word] ?? builtInCommands[word] ?? ""]);
  }
  return joinLines([
    "Deploy applications to AWS from YAML.",
    "",
    heading("Usage", style),
    "  deployer COMMAND [FLAGS]",
    "",
    heading("Commands", style),
    ...columns(rows, style, 2),
    "",
    heading("Flags of every command", style),
    ...flagLines(globalArguments, style),
    "",
    "Help for a command: deployer help COMMAND. Every flag can be set by its DEPLOYER_ variable.",
  ]);
}

/** The help of a group such as `simulator`. */
export function groupHelp(group: string, style: Style): string {
  const rows = wordsOfGroup(group).map((word) => {
    const name = `${group} ${word}`;
    return [style.paint(usageOf(name), "cyan"), commandTable[name]?.summary ?? ""];
  });
  return joinLines([
    `${groups[group] ?? group}.`,
    "",
    heading("Commands", style),
    ...columns(rows, style, 2),
    "",
    `Help for a command: deployer help ${group} COMMAND.`,
  ]);
}

/** The help of one command. */
export function verbHelp(name: string, style: Style): string {
  const verb = commandTable[name];
  if (!verb) return joinLines([`${builtInCommands[name] ?? name}.`, "", heading("Usage", style), `  deployer ${name}`]);
  const positions = Object.values(verb.args).filter((spec) => spec.kind === "position");
  const lines = [`${verb.summary}.`, "", heading("Usage", style), `  deployer ${usageOf(name)} [FLAGS]`];
  if (positions.length > 0) {
    const rows = positions.map((spec) => [style.paint(spec.placeholder, "cyan"), spec.summary]);
    lines.push("", heading("Arguments", style), ...columns(rows, style, 2));
  }
  const own = flagLines(verb.args, style);
  if (own.length > 0) lines.push("", heading("Flags", style), ...own);
  lines.push("", heading("Flags of every command", style), ...flagLines(globalArguments, style));
  if (verb.examples.length > 0) {
    lines.push("", heading("Examples", style), ...verb.examples.map((example) => `  ${example}`));
  }
  return joinLines(lines);
}

/** A command with its positional arguments: `simulator set ID PATH VALUE`. */
function usageOf(name: string): string {
  const words = [name];
  for (const spec of Object.values(commandTable[name]?.args ?? {})) {
    if (spec.kind === "position") words.push(spec.required ? spec.placeholder : `[${spec.placeholder}]`);
  }
  return words.join(" ");
}

const heading = (text: string, style: Style): string => style.paint(`${text}:`, "bold");

function flagLines(specs: ArgumentSpecs, style: Style): string[] {
  const rows: string[][] = [];
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.kind === "position") continue;
    const short = spec.short ? `-${spec.short}, ` : "    ";
    const value = takesValue(spec) && "placeholder" in spec ? ` ${spec.placeholder}` : "";
    rows.push([style.paint(`${short}--${flagName(name)}${value}`, "cyan"), describe(name, spec)]);
  }
  return columns(rows, style, 2);
}

function describe(name: string, spec: Exclude<ArgumentSpec, { kind: "position" }>): string {
  const remarks: string[] = [];
  if (spec.kind === "text" && spec.choices) remarks.push(spec.choices.join(", "));
  if (spec.kind === "text" && spec.required) remarks.push("required");
  if (spec.kind === "number" && spec.default !== undefined) remarks.push(`default ${spec.default}`);
  if (spec.kind === "duration" && spec.default !== undefined) remarks.push(`default ${spec.default / 60_000}m`);
  if (name !== "help") remarks.push(spec.kind === "pairs" ? `${spec.variable}KEY` : variableName(name, spec));
  return remarks.length === 0 ? spec.summary : `${spec.summary} [${remarks.join("; ")}]`;
}
