import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonicalJson } from "../../model/json.ts";
import { withAccountLock } from "./account-lock.ts";

interface CachedFile {
  readonly stamp: string;
  readonly value: unknown;
}

interface CachedFolder {
  validAt: string;
  files: Map<string, CachedFile>;
  values: unknown[] | undefined;
}

/**
 * The account's folder: small JSON files, each written whole by a rename, so that a process killed at any moment leaves
 * the old or the new one. Several processes may use it at once: changes exclude each other, and a token that every
 * change renews tells the others that what they remember may be old.
 */
export class AccountFolder {
  readonly #folders = new Map<string, CachedFolder>();
  #token = "";
  #locked = false;
  #sequence = 0;

  constructor(readonly root: string) {}

  /** Runs a synchronous change while no other process changes the account. May be nested. */
  change<T>(action: () => T): T {
    if (this.#locked) return action();
    mkdirSync(this.root, { recursive: true, mode: 0o700 });
    return withAccountLock(
      this.root,
      () => this.#folders.clear(),
      () => {
        this.#locked = true;
        // Renewed before and after: whoever reads in between must not take it for the end.
        const before = this.#currentToken();
        const known = before === this.#token;
        this.#renewToken(known);
        try {
          return action();
        } finally {
          this.#renewToken(true);
          this.#locked = false;
        }
      },
    );
  }

  /** Every value in a folder of the account, by file name; an absent folder has none. */
  list<T>(folder: string): readonly T[] {
    const cached = this.#validated(folder);
    cached.values ??= [...cached.files.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file.value);
    return cached.values as T[];
  }

  /** Folders directly below a folder of the account, sorted. */
  folders(folder: string): string[] {
    try {
      return readdirSync(join(this.root, folder), { withFileTypes: true })
        .filter((each) => each.isDirectory())
        .map((each) => each.name)
        .sort();
    } catch {
      return [];
    }
  }

  read<T>(folder: string, name: string): T | undefined {
    return this.#validated(folder).files.get(fileName(name))?.value as T | undefined;
  }

  /** Writes one value; only within `change`. */
  write(folder: string, name: string, value: unknown): void {
    const file = fileName(name);
    const path = join(this.root, folder, file);
    writeAtomically(path, `${canonicalJson(value)}\n`, ++this.#sequence);
    const cached = this.#validated(folder);
    cached.files.set(file, { stamp: stampOf(path) ?? "", value: JSON.parse(canonicalJson(value)) });
    cached.values = undefined;
  }

  /** Removes one value, if it is there; only within `change`. */
  remove(folder: string, name: string): void {
    const file = fileName(name);
    rmSync(join(this.root, folder, file), { force: true });
    const cached = this.#validated(folder);
    cached.files.delete(file);
    cached.values = undefined;
  }

  /** Empties the account, all but what the lock needs. */
  clear(): void {
    this.change(() => {
      for (const entry of readdirSync(this.root)) {
        if (entry !== "lock" && entry !== "token") rmSync(join(this.root, entry), { recursive: true, force: true });
      }
      this.#folders.clear();
    });
  }

  #validated(folder: string): CachedFolder {
    if (!this.#locked) {
      const token = this.#currentToken();
      if (token !== this.#token) this.#token = token;
    }
    const cached = this.#folders.get(folder);
    if (cached && cached.validAt === this.#token) return cached;
    const loaded = this.#load(folder, cached);
    this.#folders.set(folder, loaded);
    return loaded;
  }

  #load(folder: string, old: CachedFolder | undefined): CachedFolder {
    const files = new Map<string, CachedFile>();
    const path = join(this.root, folder);
    for (const name of readNames(path)) {
      const stamp = stampOf(join(path, name));
      if (stamp === undefined) continue;
      const known = old?.files.get(name);
      if (known?.stamp === stamp) files.set(name, known);
      else {
        const value = readJson(join(path, name));
        if (value !== undefined) files.set(name, { stamp, value });
      }
    }
    return { validAt: this.#token, files, values: undefined };
  }

  #currentToken(): string {
    try {
      return readFileSync(join(this.root, "token"), "utf8");
    } catch {
      return "none";
    }
  }

  /** Gives the account a new token; what was valid under the last one stays so, unless someone else had changed it. */
  #renewToken(keepCache: boolean): void {
    const old = this.#token;
    this.#token = `${process.pid} ${performance.timeOrigin} ${this.#id} ${++this.#sequence}`;
    writeFileSync(join(this.root, "token"), this.#token, { mode: 0o600 });
    if (!keepCache) return;
    for (const cached of this.#folders.values()) if (cached.validAt === old) cached.validAt = this.#token;
  }

  readonly #id = ++instances;
}

let instances = 0;

function writeAtomically(path: string, text: string, sequence: number): void {
  const temporary = join(dirname(path), `.${process.pid}.${sequence}.tmp`);
  const write = () => writeFileSync(temporary, text, { mode: 0o600, flag: "w" });
  try {
    write();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    write();
  }
  renameSync(temporary, path);
}

/** A file's name for any value's name: readable where it can be, a hash where it is long. */
function fileName(name: string): string {
  const readable = name.replace(/[^A-Za-z0-9.-]+/g, "_").replace(/^\.+/, "_");
  if (readable === name && name.length <= 80) return `${name}.json`;
  return `${readable.slice(0, 60)}~${createHash("sha256").update(name).digest("hex").slice(0, 16)}.json`;
}

function readNames(path: string): string[] {
  try {
    return readdirSync(path).filter((name) => name.endsWith(".json") && !name.startsWith("."));
  } catch {
    return [];
  }
}

function stampOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && `${stat.ino} ${stat.mtimeMs} ${stat.size}`;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // Removed since the folder was listed.
    return undefined;
  }
}

/** Makes the folder private to its user, whatever it was. */
export function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}
