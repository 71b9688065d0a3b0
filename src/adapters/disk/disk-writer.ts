import { randomUUID } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { DeployerError } from "../../diagnostics/deployer-error.ts";
import type { FileWriter } from "../../ports/file-writer.ts";

const privateFile = 0o600;
const privateFolder = 0o700;
const permissionBits = 0o777;

/** Writes to the real disk: a temporary file beside the target first, then one step that puts it in place. */
export const diskWriter: FileWriter = {
  exists: (path) => existsSync(path),
  makeFolder: (path) => refused(path, () => void mkdirSync(path, { recursive: true })),
  create: (path, text, access) =>
    refused(path, () => {
      mkdirSync(dirname(path), { recursive: true, ...(access === "private" ? { mode: privateFolder } : {}) });
      // A link, unlike renaming, fails where somebody else was faster.
      throughTemporary(path, text, access === "private" ? privateFile : undefined, (temporary) => {
        linkSync(temporary, path);
        rmSync(temporary);
      });
    }),
  replace: (path, text, access) =>
    refused(path, () => {
      // What a symbolic link leads to is written, and the link stays.
      const real = realpathSync(path);
      const mode = access === "private" ? privateFile : statSync(real).mode & permissionBits;
      throughTemporary(real, text, mode, (temporary) => renameSync(temporary, real));
    }),
};

function throughTemporary(
  path: string,
  text: string,
  mode: number | undefined,
  place: (temporary: string) => void,
): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: "wx", ...(mode === undefined ? {} : { mode }) });
    if (mode !== undefined) chmodSync(temporary, mode);
    place(temporary);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function refused(path: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw new DeployerError("FILE_UNREADABLE", {
      fault: "user",
      summary: "A file cannot be read or written.",
      detail: `${path}: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
}
