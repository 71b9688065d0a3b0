import { componentsApiVersion } from "../../schemas/language.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { convert } from "../json-schema/convert.ts";
import { componentSpec } from "../json-schema/documents.ts";
import type { JsonSchema } from "../json-schema/json-schema.ts";
import { cell, fieldHead, fieldRows, typeText } from "./field-table.ts";

/** The page of a kind that a component, or a part of the foundation, can have. */
export function componentPage(folder: string, kind: Kind, readme: string): string {
  const isComponent = kind.apiVersion === componentsApiVersion;
  const spec = isComponent ? componentSpec(kind) : convert(kind.spec);
  const outputs = convert(kind.outputs);
  return [
    `# ${kind.name}`,
    "",
    purposeIn(readme),
    "",
    ...facts(kind),
    `What replaces and what is deleted, health, and more examples: [its README](../../plugins/${folder}/README.md).`,
    "",
    "## Smallest example",
    "",
    "```yaml",
    exampleIn(readme, kind.name),
    "```",
    "",
    "## Fields of `spec`",
    "",
    ...fieldHead,
    ...fieldRows(spec),
    "",
    "## Outputs",
    "",
    "| output | type | what it is |",
    "|---|---|---|",
    ...Object.entries(outputs.properties ?? {}).map(([name, output]) => outputRow(kind, name, output)),
    "",
    "## IAM",
    "",
    ...actions("Who deploys it needs:", kind.operatorActions),
    ...actions("A component that takes one of its outputs gets, on the output `arn`:", kind.consumerActions),
  ].join("\n");
}

/** What stands between the heading of a kind's README and its first section. */
const purposeIn = (readme: string): string => /^# .*\n+([\s\S]*?)\n+## /.exec(readme)?.[1]?.trim() ?? "";

function exampleIn(readme: string, kind: string): string {
  const example = /^## Smallest example\n[\s\S]*?^```yaml\n([\s\S]*?)^```$/m.exec(readme)?.[1];
  if (example === undefined) throw new Error(`the README of ${kind} has no smallest example`);
  return example.trimEnd();
}

function facts(kind: Kind): string[] {
  const data =
    kind.holdsData === false
      ? "Holds no data that deleting it would lose."
      : `Holds ${kind.holdsData}: a plan that would lose it is refused unless it is allowed by name.`;
  return [`- \`apiVersion: ${kind.apiVersion}\`, \`kind: ${kind.name}\``, `- ${data}`, ""];
}

function outputRow(kind: Kind, name: string, output: JsonSchema): string {
  const secret = kind.secretOutputs.includes(name) ? " Secret." : "";
  const described = output.description ?? output.anyOf?.find((each) => each.description)?.description ?? "";
  return `| \`${name}\` | ${cell(typeText(output))} | ${cell(described)}${secret} |`;
}

function actions(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [what, "", ...names.map((name) => `- \`${name}\``), ""];
}
