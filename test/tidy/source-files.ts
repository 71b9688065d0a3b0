import { readFileSync } from "node:fs";
import { join } from "node:path";

export const repository = join(import.meta.dir, "../..");

/** A source file of the repository. */
export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file below some folders, sorted by path. */
export function sourceFiles(...folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) =>
      [...new Bun.Glob("**/*.ts").scanSync({ cwd: join(repository, folder) })].map((name) => `${folder}/${name}`),
    )
    .filter((path) => !path.includes("node_modules/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(repository, path), "utf8") }));
}

/** Tests may use what they need; the rules for layers are about what ships. */
export const isTest = (path: string): boolean => path.endsWith(".test.ts") || path.startsWith("test/");

/** Every shipped source file. */
export const shippedFiles = (): SourceFile[] =>
  sourceFiles("src", "schemas", "plugins").filter(({ path }) => !isTest(path));

/** Where adapters meet ports. `main.ts` loads the second file only for commands that need adapters, to start fast. */
export const isCompositionRoot = (path: string): boolean => path === "src/main.ts" || path === "src/composition.ts";
