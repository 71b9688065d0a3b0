import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { registry } from "../../plugins/registry.ts";
import type { JsonSchema } from "../../scripts/json-schema/json-schema.ts";
import { schemaFiles } from "../../scripts/json-schema/schema-files.ts";
import { independentValidator } from "./independent-validator.ts";

const files = schemaFiles(registry);

describe("schemas/json", () => {
  test("holds nothing that is not generated any more", () => {
    const names = readdirSync(join(import.meta.dir, "../../schemas/json")).map((name) => `schemas/json/${name}`);
    expect(names.sort()).toEqual(files.map(({ path }) => path).sort());
  });

  test.each(files.map(({ path, content }) => [path, content]))("%s is a schema that stands alone", (_, content) => {
    expect(() => independentValidator(JSON.parse(content) as JsonSchema)).not.toThrow();
  });
});
