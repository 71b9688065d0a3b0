import type { Finding } from "./finding.ts";
import { isCompositionRoot, type SourceFile } from "./source-files.ts";
import { keepOnly } from "./source-text.ts";

const homes = ["src/adapters/", "src/simulator/"];

/** Ways out of the program: process, clock, randomness, disk and network. */
const ways: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: "process", pattern: /(?<![\w$.])process\s*[.[]/ },
  // Measuring and stripping text is arithmetic: it touches nothing outside.
  { name: "Bun", pattern: /(?<![\w$.])Bun\s*(?:\[|\.(?!(?:stringWidth|stripANSI)\b))/ },
  { name: "globalThis", pattern: /(?<![\w$.])globalThis\b/ },
  { name: "console", pattern: /(?<![\w$.])console\s*\./ },
  { name: "Date.now", pattern: /(?<![\w$.])Date\s*\.\s*now\b/ },
  { name: "new Date()", pattern: /(?<![\w$.])new\s+Date\s*(?:\(\s*\)|(?!\s*\())/ },
  { name: "performance", pattern: /(?<![\w$.])performance\s*\./ },
  { name: "Math.random", pattern: /(?<![\w$.])Math\s*\.\s*random\b/ },
  { name: "crypto's randomness", pattern: /\b(?:randomUUID|randomBytes|getRandomValues|randomInt)\b/ },
  { name: "a timer", pattern: /(?<![\w$.])(?:setTimeout|setInterval|setImmediate)\b/ },
  { name: "AbortSignal.timeout", pattern: /\bAbortSignal\s*\.\s*timeout\b/ },
  { name: "fetch", pattern: /(?<![\w$.])fetch\s*\(/ },
  { name: "import.meta", pattern: /\bimport\s*\.\s*meta\b/ },
];

/** Uses of what only adapters, the simulator and the composition root may see, so that the rest runs under a simulated clock. */
export function surroundingsFindings(file: SourceFile): Finding[] {
  if (isCompositionRoot(file.path) || homes.some((home) => file.path.startsWith(home))) return [];
  const code = keepOnly(file.text, "code");
  return ways
    .filter(({ pattern }) => pattern.test(code))
    .map(({ name }) => ({ path: file.path, what: `uses ${name}` }));
}
