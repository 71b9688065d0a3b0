import { posix } from "node:path";
import type { Finding } from "./finding.ts";
import { importsOf } from "./imports.ts";
import { isCompositionRoot, type SourceFile } from "./source-files.ts";

interface Row {
  readonly may: readonly string[];
  /** Layers of which only types may be used. */
  readonly mayTypes?: readonly string[];
  /** Each folder inside of the layer stands alone: none imports another. */
  readonly separate?: boolean;
}

/** Who may import whom: the table of docs/ARCHITECTURE.md. A layer may always import itself, unless it is separate. */
const table: Readonly<Record<string, Row>> = {
  diagnostics: { may: [] },
  schemas: { may: ["diagnostics"] },
  model: { may: ["schemas", "diagnostics"] },
  // The stored documents are what the stores carry, so that their types are part of those ports.
  ports: { may: ["model", "diagnostics"], mayTypes: ["schemas"] },
  kinds: { may: ["model", "ports", "schemas", "diagnostics"] },
  pipeline: { may: ["model", "ports", "kinds", "schemas", "diagnostics"], separate: true },
  operations: { may: ["pipeline", "kinds", "ports", "model", "schemas", "diagnostics"] },
  adapters: { may: ["ports", "model", "schemas", "diagnostics"], separate: true },
  simulator: { may: ["ports", "model", "schemas", "diagnostics"] },
  plugins: { may: ["kinds", "schemas", "diagnostics"], separate: true },
  "plugins/registry.ts": { may: ["plugins", "kinds"] },
  cli: { may: ["operations", "model", "diagnostics"], mayTypes: ["ports"] },
};

/** Imports of other layers that the table does not allow. Libraries are `libraryFindings`' matter. */
export function importFindings(file: SourceFile): Finding[] {
  if (isCompositionRoot(file.path)) return [];
  const layer = layerOf(file.path);
  const row = table[layer];
  if (!row) return [{ path: file.path, what: `stands in ${layer}, which has no row in the import table` }];
  return importsOf(file.text)
    .filter(({ specifier }) => specifier.startsWith("."))
    .flatMap(({ specifier, typesOnly }) => {
      const target = posix.normalize(posix.join(posix.dirname(file.path), specifier));
      const problem = problemOf(file.path, layer, row, target, typesOnly);
      return problem ? [{ path: file.path, what: problem }] : [];
    });
}

function problemOf(path: string, layer: string, row: Row, target: string, typesOnly: boolean): string | undefined {
  const targetLayer = layerOf(target);
  if (targetLayer === layer) {
    const alone = row.separate === true && unitOf(path) !== unitOf(target);
    return alone ? `imports ${target}, a neighbour` : undefined;
  }
  if (row.may.includes(targetLayer)) return undefined;
  if (row.mayTypes?.includes(targetLayer)) return typesOnly ? undefined : `imports more than types of ${target}`;
  return `imports ${target}`;
}

function layerOf(path: string): string {
  if (path === "plugins/registry.ts") return path;
  const [first, second] = path.split("/");
  return (first === "src" ? second : first) ?? "";
}

/** The folder that stands alone inside of a layer, such as `src/adapters/local`. */
function unitOf(path: string): string {
  const parts = path.split("/");
  return parts.slice(0, path.startsWith("src/") ? 3 : 2).join("/");
}
