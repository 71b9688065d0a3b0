import { keepOnly } from "./source-text.ts";

/** What a file imports. */
export interface Import {
  readonly specifier: string;
  /** Nothing of it remains at run time. */
  readonly typesOnly: boolean;
}

const statement = /(?<![\w$.])(import|export)\s+(type\s+)?([\w$*{][^"';()=]*?\s*from\s*)?["']([^"'\n]+)["']/g;
const dynamicImport = /(?<![\w$.])(?:import|require)\s*\(\s*["'`]([^"'`\n]+)["'`]/g;
const transpiler = new Bun.Transpiler({ loader: "ts" });

/** Every import and re-export of a file, dynamic ones and those of types too. */
export function importsOf(source: string): Import[] {
  const code = keepOnly(source, "code and strings");
  const found: Import[] = [];
  for (const [, keyword, type, clause, specifier] of code.matchAll(statement)) {
    if (specifier === undefined || (keyword === "export" && clause === undefined)) continue;
    found.push({ specifier, typesOnly: type !== undefined || bindsTypesOnly(clause) });
  }
  for (const [, specifier] of code.matchAll(dynamicImport)) {
    if (specifier !== undefined) found.push({ specifier, typesOnly: false });
  }
  // The transpiler knows every way to import a value, so a form that the patterns miss is not missed here.
  for (const { path } of transpiler.scanImports(source)) {
    if (!found.some((each) => each.specifier === path)) found.push({ specifier: path, typesOnly: false });
  }
  return found;
}

function bindsTypesOnly(clause: string | undefined): boolean {
  const names = /^\{([^}]*)\}/.exec(clause ?? "")?.[1];
  if (names === undefined) return false;
  return names
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean)
    .every((name) => name.startsWith("type "));
}
