import { isLanguageKind } from "../../../schemas/language.ts";
import { type Address, makeAddress } from "../../model/address.ts";
import type { RawConfigFile, RawDocument } from "../../model/configuration.ts";
import type { FoundFile } from "../../ports/files.ts";
import type { SourceFiles } from "./source-files.ts";

/** Reads the `configs/` beside each component's document. */
export function readConfigFiles(
  documents: readonly RawDocument[],
  configs: ReadonlyMap<string, readonly FoundFile[]>,
  source: SourceFiles,
): Map<Address, readonly RawConfigFile[]> {
  const result = new Map<Address, readonly RawConfigFile[]>();
  const read = new Map<string, readonly RawConfigFile[]>();
  if (configs.size === 0) return result;
  for (const document of documents) {
    const { name, service } = document.metadata;
    if (isLanguageKind(document.kind) || typeof name !== "string" || typeof service !== "string") continue;
    const folder = document.file.slice(0, document.file.lastIndexOf("/"));
    const found = configs.get(folder);
    if (!found) continue;
    let files = read.get(folder);
    if (!files) {
      files = found.flatMap((file) => {
        const content = source.text(file);
        return content === undefined
          ? []
          : [{ path: file.path.slice(`${folder}/configs/`.length), content, file: file.path }];
      });
      read.set(folder, files);
    }
    result.set(makeAddress(service, name), files);
  }
  return result;
}
