import type { Finding } from "./finding.ts";
import type { SourceFile } from "./source-files.ts";
import { keepOnly } from "./source-text.ts";

const catalogue = "src/diagnostics/codes.ts";

/** Codes that no shipped file raises, or that the reference page leaves out. */
export function codeFindings(codes: readonly string[], files: readonly SourceFile[], page: string): Finding[] {
  const code = files
    .filter(({ path }) => path !== catalogue)
    .map(({ text }) => keepOnly(text, "code and strings"))
    .join("\n");
  return codes.flatMap((name) => [
    ...(code.includes(`"${name}"`) ? [] : [{ path: catalogue, what: `nothing raises ${name}` }]),
    ...(page.includes(`| \`${name}\` |`) ? [] : [{ path: catalogue, what: `docs/DIAGNOSTICS.md leaves out ${name}` }]),
  ]);
}
