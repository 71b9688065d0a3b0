import { historySchema } from "../../schemas/history.ts";
import { journalSchema } from "../../schemas/journal.ts";
import { lockSchema } from "../../schemas/lock.ts";
import { type DefinedSchema, narrowedSchema } from "../../schemas/narrowed-schema.ts";
import { settingsSchema } from "../../schemas/settings.ts";
import { stateSchema } from "../../schemas/state.ts";
import type { KindRegistry } from "../../src/kinds/kind.ts";
import type { GeneratedFile } from "../generate.ts";
import { convert } from "./convert.ts";
import { combinedSchema, documentKinds } from "./documents.ts";
import { draft } from "./json-schema.ts";

/** Documents that Deployer writes itself, and the user's settings: whole, and without variables. */
const plainDocuments = {
  settings: { title: "Settings of Deployer", schema: settingsSchema },
  state: { title: "Recorded state of a stack in an environment", schema: stateSchema },
  history: { title: "A past deployment", schema: historySchema },
  journal: { title: "A deployment under way", schema: journalSchema },
  lock: { title: "A lock", schema: lockSchema },
} as const;

/** schemas/json: a schema for every kind of document, and `deployer.json` and `overlay.json`, which choose by the kind. */
export function schemaFiles(kinds: KindRegistry): GeneratedFile[] {
  const whole = combinedSchema(kinds, "whole");
  const byKind = documentKinds(kinds).map((name) => jsonFile(name, narrowedSchema(whole as DefinedSchema, name)));
  const plain = Object.entries(plainDocuments).map(([name, { title, schema }]) =>
    jsonFile(name, { $schema: draft, title, ...convert(schema) }),
  );
  return [jsonFile("deployer", whole), jsonFile("overlay", combinedSchema(kinds, "part")), ...byKind, ...plain];
}

const jsonFile = (name: string, content: unknown): GeneratedFile => ({
  path: `schemas/json/${name}.json`,
  content: `${JSON.stringify(content, null, 2)}\n`,
});
