import { isLanguageKind } from "../../../schemas/language.ts";
import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import { type Address, makeAddress } from "../../model/address.ts";
import type { RawConfigFile, RawDocument } from "../../model/configuration.ts";
import type { FoundFile } from "../../ports/files.ts";
import type { SourceFiles } from "./source-files.ts";

type FilesByFolder = ReadonlyMap<string, readonly FoundFile[]>;

export interface ConfigSources {
  /** Documents outside of `environments/`, and the patches of the environment. */
  readonly documents: readonly RawDocument[];
  readonly patches: readonly RawDocument[];
  /** Files below `configs/`, by the folder that holds it. */
  readonly configs: FilesByFolder;
  /** The same of the environment, whose files take the place of those of the same path. */
  readonly overlays: FilesByFolder;
  /** Something could not be read that an overlay may have belonged to. */
  readonly incomplete: boolean;
}

/** Reads the `configs/` beside each component's document, and lays those of the environment over them. */
export function readConfigFiles(
  sources: ConfigSources,
  source: SourceFiles,
  report: (diagnostic: Diagnostic) => void,
): Map<Address, readonly RawConfigFile[]> {
  const { configs, overlays } = sources;
  const result = new Map<Address, readonly RawConfigFile[]>();
  if (configs.size === 0 && overlays.size === 0) return result;
  const read = new Map<string, readonly RawConfigFile[]>();
  const filesIn = (folder: string, found: readonly FoundFile[]): readonly RawConfigFile[] => {
    let files = read.get(folder);
    if (!files) {
      files = found.flatMap((file) => readConfigFile(folder, file, source));
      read.set(folder, files);
    }
    return files;
  };
  const base = componentsByFolder(sources.documents);
  const patched = componentsByFolder(sources.patches);
  for (const [folder, found] of configs) {
    for (const address of base.get(folder) ?? []) result.set(address, filesIn(folder, found));
  }
  for (const [folder, found] of overlays) {
    const beside = folder.replace(/\/environments\/[^/]+/, "");
    const addresses = new Set([...(base.get(beside) ?? []), ...(patched.get(folder) ?? [])]);
    if (addresses.size === 0 && !sources.incomplete) report(unmatched(folder, beside, found));
    for (const address of addresses) {
      const over = filesIn(folder, found);
      const taken = new Set(over.map((file) => file.path));
      const kept = (result.get(address) ?? []).filter((file) => !taken.has(file.path));
      result.set(
        address,
        [...kept, ...over].sort((a, b) => (a.path < b.path ? -1 : 1)),
      );
    }
  }
  return result;
}

/** The components that have a document in each folder. */
function componentsByFolder(documents: readonly RawDocument[]): Map<string, Set<Address>> {
  const result = new Map<string, Set<Address>>();
  for (const document of documents) {
    const { name, service } = document.metadata;
    if (isLanguageKind(document.kind) || typeof name !== "string" || typeof service !== "string") continue;
    const folder = document.file.slice(0, document.file.lastIndexOf("/"));
    const addresses = result.get(folder) ?? new Set<Address>();
    addresses.add(makeAddress(service, name));
    result.set(folder, addresses);
  }
  return result;
}

function readConfigFile(folder: string, file: FoundFile, source: SourceFiles): RawConfigFile[] {
  const content = source.text(file);
  return content === undefined
    ? []
    : [{ path: file.path.slice(`${folder}/configs/`.length), content, file: file.path }];
}

function unmatched(folder: string, beside: string, found: readonly FoundFile[]): Diagnostic {
  const file = found[0]?.path ?? folder;
  return errorDiagnostic("PATCH_UNMATCHED", {
    summary: "Config files of an environment belong to no component",
    detail: `${folder}/configs lies neither beside a patch of a component nor where ${beside} holds a component.`,
    hint: "Give it the path of the component's own configs/ below environments/<environment>/.",
    at: { file, line: 1, column: 1 },
  });
}
