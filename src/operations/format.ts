import { type Diagnostic, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import type { KindRegistry } from "../kinds/kind.ts";
import { isJsonObject, type Json } from "../model/json.ts";
import { chooseStack, stackFolder } from "../pipeline/load/choose-stack.ts";
import { openSourceFiles, type YamlFile } from "../pipeline/load/source-files.ts";
import { findStackFiles } from "../pipeline/load/stack-files.ts";
import type { FileWriter } from "../ports/file-writer.ts";
import type { FoundFile } from "../ports/files.ts";
import type { RepositoryServices } from "./services.ts";

export interface FormatReport {
  readonly files: number;
  /** Files that were changed, or would be. */
  readonly changed: readonly string[];
  /** Files that cannot be formatted without changing what they say. */
  readonly leftAlone: readonly string[];
  /** What is wrong with files that cannot be read; those were left as they are. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Formats the YAML documents of one stack, or of the whole repository, and writes what changes; without a writer it
 * only says what would. Throws ConfigurationError where there is no such stack.
 */
export async function format(
  services: RepositoryServices,
  stack: string | undefined,
  writer: FileWriter | undefined,
): Promise<FormatReport> {
  const { files, kinds } = services;
  const { formatYaml } = await import("../pipeline/fmt/index.ts");
  const { documentOrder } = await import("../pipeline/fmt/key-order.ts");
  const diagnostics: Diagnostic[] = [];
  const source = openSourceFiles(files, (diagnostic) => diagnostics.push(diagnostic));
  const found = documentFiles(services, stack);
  const read = found.flatMap((file) => source.yaml(file) ?? []);
  const kindOf = componentKinds(read, kinds);
  const changed: string[] = [];
  const leftAlone: string[] = [];
  for (const file of read) {
    if (file.broken) continue;
    const text = files.read(file.path);
    const formatted = formatYaml(text, (value) =>
      documentOrder(value, kinds, kindOf.get(identityOf(value, file.path))),
    );
    if (formatted === undefined) leftAlone.push(file.path);
    else if (formatted !== text) {
      writer?.replace(`${files.root}/${file.path}`, formatted);
      changed.push(file.path);
    }
  }
  const broken = diagnostics.filter((each) => each.severity === "error");
  return { files: found.length, changed, leftAlone, diagnostics: sortDiagnostics(broken) };
}

/** Folders whose documents belong to no stack: each is `<folder>/<name>/<version>/`. */
const templateFolders = ["templates", "shared"];

/** Documents, patches and values of the stacks, and templates; `configs/` hold what belongs to the application. */
function documentFiles({ files }: Pick<RepositoryServices, "files">, stack: string | undefined): FoundFile[] {
  const choice = { services: [], components: [], workingFolder: "" };
  const names = stack === undefined ? files.folders("stacks") : [chooseStack(files, { ...choice, stack })];
  const silent = () => {};
  const ofStacks = names.flatMap((name) => {
    const found = findStackFiles(files, stackFolder(name), silent);
    return [...found.documents, ...[...found.patches.values()].flat(), ...[...found.values.values()].flat()];
  });
  const ofTemplates = stack === undefined ? templateFolders.flatMap((folder) => files.list(folder)) : [];
  return [...ofStacks, ...ofTemplates.filter(({ path }) => /^[^/]+\/[^/]+\/[^/]+\/.*\.ya?ml$/i.test(path))];
}

/** The kind of each component, which says what may stand in the ComponentInfra of the same name. */
function componentKinds(read: readonly YamlFile[], kinds: KindRegistry): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { values, path } of read) {
    for (const value of values) {
      if (!isJsonObject(value) || typeof value.kind !== "string" || !kinds.has(value.kind)) continue;
      found.set(identityOf(value, path), value.kind);
    }
  }
  return found;
}

/** Stack, service and name of what a document is about; its place says what it leaves out. */
function identityOf(value: Json, path: string): string {
  const metadata = isJsonObject(value) && isJsonObject(value.metadata) ? value.metadata : {};
  const stack = /^stacks\/([^/]+)\//.exec(path)?.[1];
  const service = metadata.service ?? /\/services\/([^/]+)\//.exec(path)?.[1];
  const name = metadata.name ?? /\/components\/([^/]+)\//.exec(path)?.[1];
  return `${stack}/${service}/${name}`;
}
