import type { Finding } from "./finding.ts";
import { importsOf } from "./imports.ts";
import { isCompositionRoot, type SourceFile } from "./source-files.ts";

interface Library {
  /** The package, or one path of it. */
  readonly name: string;
  /** Folders that may use it. */
  readonly homes: readonly string[];
  /** Folders that may use its types. */
  readonly typeHomes?: readonly string[];
}

const engineSides = ["src/adapters/pulumi/", "src/simulator/"];

/** Where each library lives. One that is not listed has no home, and may not be used. */
const libraries: readonly Library[] = [
  { name: "@grpc/grpc-js", homes: engineSides },
  { name: "google-protobuf", homes: engineSides },
  { name: "@pulumi/pulumi", homes: [...engineSides, "plugins/"], typeHomes: ["src/kinds/", "src/ports/"] },
  { name: "@pulumi/aws", homes: ["plugins/"] },
  { name: "citty", homes: ["src/cli/"] },
  { name: "consola", homes: ["src/adapters/terminal/"] },
  { name: "listr2", homes: ["src/adapters/listr/"] },
  { name: "toposort", homes: ["src/pipeline/graph/"] },
  {
    name: "valibot",
    homes: ["schemas/", "plugins/", "src/model/", "src/pipeline/", "src/adapters/"],
    typeHomes: ["src/kinds/"],
  },
  { name: "yaml", homes: ["src/pipeline/load/", "src/pipeline/fmt/", "src/adapters/settings/"] },
  // Hashing is arithmetic: it touches nothing outside.
  { name: "node:crypto", homes: ["src/model/", "src/adapters/", "src/simulator/"] },
  { name: "node:*", homes: ["src/adapters/", "src/simulator/"] },
  { name: "bun", homes: ["src/adapters/", "src/simulator/"] },
];

/** Imports of libraries outside of their homes. */
export function libraryFindings(file: SourceFile): Finding[] {
  if (isCompositionRoot(file.path)) return [];
  return importsOf(file.text)
    .filter(({ specifier }) => !specifier.startsWith("."))
    .filter(({ specifier, typesOnly }) => !isAtHome(file.path, specifier, typesOnly))
    .map(({ specifier, typesOnly }) => ({
      path: file.path,
      what: `imports ${typesOnly ? "types of " : ""}${specifier}`,
    }));
}

function isAtHome(path: string, specifier: string, typesOnly: boolean): boolean {
  const library = libraries.find(({ name }) => matches(name, specifier));
  const homes = [...(library?.homes ?? []), ...(typesOnly ? (library?.typeHomes ?? []) : [])];
  return homes.some((home) => path.startsWith(home));
}

function matches(name: string, specifier: string): boolean {
  if (name.endsWith("*")) return specifier.startsWith(name.slice(0, -1));
  return specifier === name || specifier.startsWith(`${name}/`);
}
