import { expect } from "bun:test";
import type { Translation } from "./record-translation.ts";

/**
 * Compares a translation with the file that was reviewed by hand. `DEPLOYER_UPDATE_GOLDEN=1 bun test` writes the file:
 * read the difference before committing it.
 */
export async function expectGolden(file: string, translation: Translation): Promise<void> {
  const text = `${JSON.stringify(translation, null, 2)}\n`;
  if (Bun.env.DEPLOYER_UPDATE_GOLDEN === "1") await Bun.write(file, text);
  expect(text).toBe(await Bun.file(file).text());
}
