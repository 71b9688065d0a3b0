import { type DefinedSchema, narrowedSchema } from "../../schemas/narrowed-schema.ts";

type Loaded = Promise<{ readonly default: unknown }>;

/** Schemas of what is no document of a repository, each imported when it is asked for. */
const plainSchemas: Readonly<Record<string, () => Loaded>> = {
  settings: () => import("../../schemas/json/settings.json"),
  state: () => import("../../schemas/json/state.json"),
  history: () => import("../../schemas/json/history.json"),
  journal: () => import("../../schemas/json/journal.json"),
  lock: () => import("../../schemas/json/lock.json"),
};

/** Where a repository keeps the schemas for its editors: at its root, written by `deployer schema > FILE`. */
export const schemaFiles = { whole: ".deployer-schema.json", part: ".deployer-overlay-schema.json" } as const;

/** The line by which editors find the schema of a document, to stand first in it; its path counts from the repository. */
export function schemaModeline(document: string): string {
  const isPart = /^(?:stacks\/[^/]+\/environments|templates|shared)\//.test(document);
  const up = "../".repeat(document.split("/").length - 1);
  return `# yaml-language-server: $schema=${up}${isPart ? schemaFiles.part : schemaFiles.whole}`;
}

/** Names of the generated JSON Schemas: the kinds of documents, then what Deployer stores. */
export async function schemaNames(): Promise<{
  readonly kinds: readonly string[];
  readonly stored: readonly string[];
}> {
  const { properties } = (await import("../../schemas/json/deployer.json")).default;
  return { kinds: properties.kind.enum, stored: Object.keys(plainSchemas) };
}

/**
 * A generated JSON Schema: of one kind, of what Deployer stores, or without a name the one that chooses by a document's kind.
 * Of `extent` part it is for documents that others complete. Undefined for an unknown name.
 */
export async function jsonSchema(name: string | undefined, extent: "whole" | "part"): Promise<unknown> {
  const plain = name === undefined ? undefined : plainSchemas[name];
  if (plain) return (await plain()).default;
  const combined: DefinedSchema = await combinedSchema(extent);
  if (name === undefined) return combined;
  return (await schemaNames()).kinds.includes(name) ? narrowedSchema(combined, name) : undefined;
}

const combinedSchema = async (extent: "whole" | "part"): Promise<DefinedSchema> =>
  extent === "whole"
    ? (await import("../../schemas/json/deployer.json")).default
    : (await import("../../schemas/json/overlay.json")).default;
