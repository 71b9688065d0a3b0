import { existsSync, readFileSync } from "node:fs";
import type { WrittenSetting } from "../../ports/written-setting.ts";

/** What a valid settings file says, value by value with its line; nothing where there is no file. */
export async function writtenSettings(file: string): Promise<readonly WrittenSetting[]> {
  if (!existsSync(file)) return [];
  const { LineCounter, isMap, isScalar, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const found: WrittenSetting[] = [];
  const visit = (node: unknown, key: string): void => {
    if (isMap(node)) {
      for (const { key: name, value } of node.items) visit(value, key === "" ? String(name) : `${key}.${String(name)}`);
    } else if (isScalar(node) && node.range) {
      const { value } = node;
      if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return;
      found.push({ key, value, line: lines.linePos(node.range[0]).line });
    }
  };
  visit(parseDocument(readFileSync(file, "utf8"), { lineCounter: lines }).contents, "");
  return found;
}
