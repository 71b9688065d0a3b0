import { randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Scope } from "../../model/address.ts";
import type { EngineTarget } from "../../ports/engine.ts";
import type { EngineBackend, LeftLock } from "./engine-backend.ts";

/** The engine's file backend below a folder: `stacks/{stack}/{environment}/pulumi/`. */
export function folderBackend(folder: string): EngineBackend {
  const scopeFolder = (scope: Scope): string => join(folder, "stacks", scope.stack, scope.environment, "pulumi");
  const keyFile = (scope: Scope): string => join(scopeFolder(scope), "data-key.json");
  const locksFolder = (target: EngineTarget): string =>
    join(scopeFolder(target), ".pulumi", "locks", "organization", target.stack, target.pulumiStack);
  const readDataKey = (scope: Scope): string | undefined => {
    if (!existsSync(keyFile(scope))) return undefined;
    return (JSON.parse(readFileSync(keyFile(scope), "utf8")) as { encryptedKey: string }).encryptedKey;
  };
  return {
    async url(scope) {
      mkdirSync(scopeFolder(scope), { recursive: true, mode: 0o700 });
      // Beside every file the engine would write one with attributes, not at once: cut off there, it cannot read either again.
      return `${pathToFileURL(scopeFolder(scope)).href}?metadata=skip`;
    },
    async readDataKey(scope) {
      return readDataKey(scope);
    },
    async keepDataKey(scope, encryptedKey) {
      // Written aside and linked into place, so that of two processes one wins and a reader never sees half a key.
      const aside = `${keyFile(scope)}.${randomUUID()}`;
      writeFileSync(aside, JSON.stringify({ encryptedKey }), { mode: 0o600 });
      try {
        linkSync(aside, keyFile(scope));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      } finally {
        unlinkSync(aside);
      }
      return readDataKey(scope) ?? encryptedKey;
    },
    async leftLocks(target) {
      const at = locksFolder(target);
      if (!existsSync(at)) return [];
      return readdirSync(at)
        .filter((name) => name.endsWith(".json"))
        .flatMap((name) => readLock(join(at, name)));
    },
    async clearLocks(target) {
      rmSync(locksFolder(target), { recursive: true, force: true });
    },
    async hasCheckpoint(target) {
      return existsSync(join(scopeFolder(target), ".pulumi", "stacks", target.stack, `${target.pulumiStack}.json`));
    },
  };
}

function readLock(file: string): LeftLock[] {
  try {
    const { pid, hostname } = JSON.parse(readFileSync(file, "utf8")) as Partial<LeftLock>;
    return [{ pid: pid ?? 0, hostname: hostname ?? "" }];
  } catch {
    // A lock file cut off in the middle still is a left lock, of nobody who could be named.
    return [{ pid: 0, hostname: "" }];
  }
}
