import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The specs of the documents that a kind's README shows, in order. */
export function readmeExamples(folder: string): unknown[] {
  const text = readFileSync(join(folder, "README.md"), "utf8");
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, document = ""]) => {
    const parsed = Bun.YAML.parse(document) as { readonly spec: unknown };
    return parsed.spec;
  });
}
