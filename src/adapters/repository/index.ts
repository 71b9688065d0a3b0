import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { Files, FoundFile } from "../../ports/files.ts";

/** The repository that a folder lies in, and where in it the folder lies. */
export interface FoundRepository {
  readonly files: Files;
  /** Relative to the root, with forward slashes; empty for the root itself. */
  readonly workingFolder: string;
}

/** Walks up from a folder to the one that holds `stacks/`. Throws REPOSITORY_NOT_FOUND. */
export function findRepository(folder: string): FoundRepository {
  const start = realFolder(folder);
  if (start === undefined) throw notFound(folder, "The folder does not exist.");
  for (let root = start; ; root = dirname(root)) {
    if (isFolder(join(root, "stacks"))) {
      return { files: openRepository(root), workingFolder: relative(root, start).split(sep).join("/") };
    }
    if (root === dirname(root)) break;
  }
  throw notFound(folder, "Neither it nor any folder above it holds a folder stacks/.");
}

const notFound = (folder: string, why: string): ConfigurationError =>
  new ConfigurationError([
    errorDiagnostic("REPOSITORY_NOT_FOUND", {
      summary: "There is no deployment repository here",
      detail: `${resolve(folder)} is not part of a deployment repository. ${why}`,
      hint: "Run the command inside of the repository, or name its folder with -C.",
    }),
  ]);

function realFolder(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined;
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads a repository on the disk. Nothing outside of its root is ever opened. */
export function openRepository(root: string): Files {
  const realRoot = realpathSync(root);
  /** Files that listing met on a way without symbolic links: they cannot lead anywhere else. */
  const plain = new Set<string>();
  const isInside = (real: string): boolean => real === realRoot || real.startsWith(`${realRoot}${sep}`);
  const absolute = (path: string): string => {
    const full = resolve(realRoot, path);
    if (!isInside(full)) throw new Error("the path leads out of the repository");
    if (!plain.has(path) && existsSync(full) && !isInside(realpathSync(full))) {
      throw new Error("a symbolic link leads out of the repository");
    }
    return full;
  };
  return {
    root: realRoot,
    list: (folder) => {
      const found: FoundFile[] = [];
      const full = safely(() => absolute(folder));
      if (full !== undefined) listBelow(full, folder, { isInside, plain, found, real: new Set([full]), linked: false });
      return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    },
    folders: (folder) => {
      const full = safely(() => absolute(folder));
      return full === undefined
        ? []
        : entriesOf(full)
            .filter((entry) => !isLeftOut(entry.name) && isFolderInside(entry, full, isInside))
            .map((entry) => entry.name)
            .sort();
    },
    exists: (path) => {
      const full = safely(() => absolute(path));
      return full !== undefined && existsSync(full);
    },
    read: (path) => {
      const bytes = readFileSync(absolute(path));
      try {
        return decoder.decode(bytes);
      } catch (cause) {
        throw new Error("it is not UTF-8 text", { cause });
      }
    },
  };
}

function safely<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

const isLeftOut = (name: string): boolean => name.startsWith(".") || name === "node_modules";

const entriesOf = (folder: string): Dirent[] => safely(() => readdirSync(folder, { withFileTypes: true })) ?? [];

function isFolderInside(entry: Dirent, parent: string, isInside: (real: string) => boolean): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const real = realFolder(join(parent, entry.name));
  return real !== undefined && isInside(real) && isFolder(real);
}

interface Listing {
  readonly isInside: (real: string) => boolean;
  readonly plain: Set<string>;
  readonly found: FoundFile[];
  /** Real paths of the folders that led here: a link back to one of them would never end. */
  readonly real: ReadonlySet<string>;
  readonly linked: boolean;
}

function listBelow(folder: string, path: string, listing: Listing): void {
  for (const entry of entriesOf(folder)) {
    const { name } = entry;
    if (isLeftOut(name)) continue;
    const full = `${folder}${sep}${name}`;
    const own = path === "" ? name : `${path}/${name}`;
    if (entry.isFile()) {
      if (!listing.linked) listing.plain.add(own);
      const sizeBytes = statSync(full, { throwIfNoEntry: false })?.size ?? 0;
      listing.found.push({ path: own, sizeBytes, leavesRepository: false });
    } else if (entry.isDirectory()) listBelow(full, own, listing);
    else if (entry.isSymbolicLink()) listLink(full, own, listing);
  }
}

function listLink(full: string, path: string, listing: Listing): void {
  const real = safely(() => realpathSync(full));
  if (real === undefined || !listing.isInside(real)) {
    // A link to nowhere is listed, too, so that reading it says what is wrong.
    listing.found.push({ path, sizeBytes: 0, leavesRepository: real !== undefined });
    return;
  }
  const stats = statSync(real);
  if (stats.isFile()) listing.found.push({ path, sizeBytes: stats.size, leavesRepository: false });
  else if (stats.isDirectory() && !listing.real.has(real)) {
    listBelow(full, path, { ...listing, real: new Set([...listing.real, real]), linked: true });
  }
}
