import { posix } from "node:path";
import type { Files, FoundFile } from "../../ports/files.ts";

/** A file of a commit. */
export interface TreeEntry {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly blob: string;
  readonly sizeBytes: number;
  readonly isLink: boolean;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const maxLinks = 40;

/** The files of a commit as the repository's adapter would find them on the disk. */
export function treeFiles(root: string, entries: readonly TreeEntry[], contents: ReadonlyMap<string, Buffer>): Files {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const text = (entry: TreeEntry): string => {
    const bytes = contents.get(entry.blob);
    if (!bytes) throw new Error("it is too large");
    try {
      return decoder.decode(bytes);
    } catch (cause) {
      throw new Error("it is not UTF-8 text", { cause });
    }
  };
  const followed = (path: string): TreeEntry | undefined => {
    let entry = byPath.get(path);
    for (let links = 0; entry?.isLink && links < maxLinks; links++) {
      entry = byPath.get(posix.join(posix.dirname(entry.path), text(entry)));
    }
    return entry?.isLink ? undefined : entry;
  };
  const below = (folder: string): readonly TreeEntry[] => {
    const start = folder === "" ? "" : `${folder}/`;
    return entries.filter(({ path }) => path.startsWith(start) && !isLeftOut(path.slice(start.length)));
  };
  return {
    root,
    list: (folder) =>
      below(folder)
        .map(({ path }): FoundFile => {
          const target = followed(path);
          return { path, sizeBytes: target?.sizeBytes ?? 0, leavesRepository: target === undefined };
        })
        .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    folders: (folder) => {
      const start = folder === "" ? 0 : folder.length + 1;
      const names = below(folder).flatMap(({ path }) => path.slice(start).split("/").slice(0, -1).slice(0, 1));
      return [...new Set(names)].sort();
    },
    exists: (path) => byPath.has(path) || below(path).length > 0,
    read: (path) => {
      const entry = followed(path);
      if (!entry) throw new Error("there is no such file");
      return text(entry);
    },
  };
}

const isLeftOut = (path: string): boolean =>
  path.split("/").some((name) => name.startsWith(".") || name === "node_modules");
