import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

interface CachedVersion {
  readonly mtimeMs: number;
  readonly sizeBytes: number;
  readonly version: string;
}

/**
 * Which version a program is, remembered by path, modification time and size, so that only the first run after an
 * installation starts a process to ask.
 */
export class VersionCache {
  constructor(private readonly path: string) {}

  /** The remembered version of a program that has not changed since. */
  get(program: string): string | undefined {
    const entry = this.read()[program];
    const file = statSync(program, { throwIfNoEntry: false });
    if (!entry || !file) return undefined;
    return entry.mtimeMs === file.mtimeMs && entry.sizeBytes === file.size ? entry.version : undefined;
  }

  /** Remembers a program's version. */
  set(program: string, version: string): void {
    const file = statSync(program, { throwIfNoEntry: false });
    if (!file) return;
    const entries = { ...this.read(), [program]: { mtimeMs: file.mtimeMs, sizeBytes: file.size, version } };
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      const temporary = `${this.path}.${process.pid}`;
      writeFileSync(temporary, JSON.stringify(entries), { mode: 0o600 });
      renameSync(temporary, this.path);
    } catch {
      // A home that cannot be written costs one short process per run, and nothing else.
    }
  }

  private read(): Record<string, CachedVersion> {
    try {
      const parsed: unknown = JSON.parse(readFileSync(this.path, "utf8"));
      return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, CachedVersion>) : {};
    } catch {
      return {};
    }
  }
}
