import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./finding.ts";

const required = ["index.ts", "schema.ts", "translate.ts", "health.ts", "README.md"];

/** What a kind's folder lacks. */
export function kindFolderFindings(folder: string, names: readonly string[]): Finding[] {
  const missing = required.filter((name) => !names.includes(name)).map((name) => `has no ${name}`);
  const tested = names.some((name) => name.endsWith(".test.ts"));
  return [...missing, ...(tested ? [] : ["has no test"])].map((what) => ({ path: folder, what }));
}

/** Every folder below plugins/, with the names of its files. */
export function kindFolderContents(root: string): ReadonlyMap<string, readonly string[]> {
  const plugins = join(root, "plugins");
  const folders = readdirSync(plugins, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return new Map(folders.map(({ name }) => [`plugins/${name}`, readdirSync(join(plugins, name))]));
}
