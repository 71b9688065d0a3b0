import { type LanguageKind, languageKinds } from "../../schemas/language.ts";
import type { KindRegistry } from "../../src/kinds/kind.ts";
import { convert } from "../json-schema/convert.ts";
import { fieldHead, fieldRows } from "./field-table.ts";

/** What each document of the language is for, in a sentence. */
export const documentPurposes: Readonly<Record<string, string>> = {
  Stack: "What is deployed together: its region, its variables and its labels. `stacks/<stack>/stack.yaml`.",
  Service: "A service of the stack, to which components belong.",
  InfraDefaults: "What every component of the stack inherits, by kind.",
  ServiceInfraDefaults: "What every component of one service inherits, by kind.",
  ComponentInfra: "Part of one component's spec, in a file of its own.",
  Networking: "The network of the stack.",
  Security: "Rules of security for the whole stack.",
  Observability: "What is observed in the whole stack.",
  Compliance: "What every component of the stack must comply with.",
  Template: "Part of a spec with parameters, which components use by its name and version.",
};

/** The page of a kind of document that is no component. */
export function documentPage(name: LanguageKind, kinds: KindRegistry): string {
  const { apiVersion, schema } = languageKinds[name];
  const { metadata = {}, spec = {} } = convert(schema).properties ?? {};
  const purpose = documentPurposes[name];
  if (purpose === undefined) throw new Error(`nothing says what a document of kind ${name} is for`);
  const maker = kinds.get(name);
  const rows = [...fieldRows(metadata, "metadata."), ...fieldRows(maker ? convert(maker.spec) : spec, "spec.")];
  return [
    `# ${name}`,
    "",
    purpose,
    "",
    `- \`apiVersion: ${apiVersion}\`, \`kind: ${name}\``,
    "",
    "## Fields",
    "",
    ...fieldHead,
    ...rows,
    "",
  ].join("\n");
}
