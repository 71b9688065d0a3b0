import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import { errorDiagnostic } from "../diagnostics/diagnostic.ts";
import { isName } from "../model/address.ts";
import type { JsonObject } from "../model/json.ts";
import { writeYaml } from "../pipeline/fmt/write-yaml.ts";
import type { FileWriter } from "../ports/file-writer.ts";
import { jsonSchema, schemaFiles, schemaModeline } from "./schemas.ts";

/** Where a new stack goes; folders are absolute. */
export interface StackPlace {
  readonly name: string;
  readonly root: string;
}

/** What is known about where the user stands. */
export interface Standing {
  readonly folder: string;
  /** The repository that the folder is part of, if there is one. */
  readonly root: string | undefined;
}

/** The stack's name, where the folder says it: `stacks/<name>` is a stack's own folder. */
export const nameOfFolder = (folder: string): string | undefined => /\/stacks\/([^/]+)\/?$/.exec(folder)?.[1];

/** Where a stack of a name is created. Throws ConfigurationError where the folder belongs to something else. */
export function stackPlace({ folder, root }: Standing, name: string): StackPlace {
  if (!isName(name)) {
    throw problem(
      "INVALID_NAME",
      "A stack's name is not valid",
      `${JSON.stringify(name)} is no stack's name: those are made of a-z, 0-9 and single hyphens, begin with a letter, and have at most 63 characters.`,
    );
  }
  const own = nameOfFolder(folder);
  if (own !== undefined && own !== name) {
    throw problem(
      "WRONG_USAGE",
      "The folder belongs to another stack",
      `The folder is that of the stack ${own}, and --name says ${name}.`,
    );
  }
  if (own !== undefined) return { name, root: folder.replace(/\/stacks\/[^/]+\/?$/, "") || "/" };
  const inside = root === undefined ? undefined : /^\/?stacks\/([^/]+)\//.exec(folder.slice(root.length))?.[1];
  if (inside !== undefined) {
    throw problem(
      "WRONG_USAGE",
      "The folder is part of a stack",
      `${folder} lies inside of the stack ${inside}, and a stack holds no other.`,
    );
  }
  return { name, root: root ?? folder };
}

/** Creates a stack's folder with its document and the JSON Schema that editors read. Throws where the stack exists. */
export async function createStack(
  writer: FileWriter,
  place: StackPlace,
  content: { readonly region: string; readonly description: string | undefined },
): Promise<readonly string[]> {
  const folder = `${place.root}/stacks/${place.name}`;
  const document = `${folder}/stack.yaml`;
  if (writer.exists(document)) {
    throw problem("WRONG_USAGE", "The stack exists already", `${document} exists; nothing was changed.`);
  }
  const created: string[] = [];
  writer.create(document, stackYaml(place.name, content));
  created.push(document);
  for (const name of ["infra", "services", "environments"]) {
    if (writer.exists(`${folder}/${name}`)) continue;
    writer.makeFolder(`${folder}/${name}`);
    created.push(`${folder}/${name}/`);
  }
  const schema = `${place.root}/${schemaFiles.whole}`;
  if (!writer.exists(schema)) {
    writer.create(schema, `${JSON.stringify(await jsonSchema(undefined, "whole"), null, 2)}\n`);
    created.push(schema);
  }
  return created.map((path) => path.slice(place.root.length + 1));
}

function stackYaml(
  name: string,
  content: { readonly region: string; readonly description: string | undefined },
): string {
  const { region, description } = content;
  const parts: readonly JsonObject[] = [
    { apiVersion: "core.deployer.io/v1", kind: "Stack" },
    { metadata: description === undefined ? { name } : { name, description } },
    { spec: { provider: { name: "aws", region } } },
  ];
  // Editors with the YAML language server complete and check what is written by this line.
  const document = parts.map((part) => writeYaml(part)).join("\n");
  return `${schemaModeline(`stacks/${name}/stack.yaml`)}\n${document}`;
}

const problem = (code: "INVALID_NAME" | "WRONG_USAGE", summary: string, detail: string): ConfigurationError =>
  new ConfigurationError([errorDiagnostic(code, { summary, detail })]);
