import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface ListedFile {
  readonly path: string;
  readonly folder: boolean;
  /** Permissions, such as `600`. */
  readonly mode: string;
}

/** Everything below a folder, sorted by path; a folder that is not there holds nothing. */
export function filesBelow(folder: string): ListedFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((path) => {
      const stat = lstatSync(join(folder, path));
      return { path, folder: stat.isDirectory(), mode: (stat.mode & 0o777).toString(8) };
    });
}

/** Every path below a folder with its permissions and a hash of its content: equal where not a byte differs. */
export function listing(folder: string): string[] {
  return filesBelow(folder).map(({ path, folder: isFolder, mode }) => {
    const content = isFolder
      ? "folder"
      : createHash("sha256")
          .update(readFileSync(join(folder, path)))
          .digest("hex");
    return `${path} ${mode} ${content}`;
  });
}

/** Files below a folder that hold a text anywhere in their bytes. */
export function filesHolding(folder: string, text: string): string[] {
  return filesBelow(folder)
    .filter(({ path, folder: isFolder }) => !isFolder && readFileSync(join(folder, path)).includes(text))
    .map(({ path }) => path);
}
