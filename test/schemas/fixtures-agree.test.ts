import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { ValidateFunction } from "ajv";
import { LineCounter, parseAllDocuments } from "yaml";
import { registry } from "../../plugins/registry.ts";
import { combinedSchema } from "../../scripts/json-schema/documents.ts";
import { openRepository } from "../../src/adapters/repository/index.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { KindRegistry } from "../../src/kinds/kind.ts";
import type { ConfigurationRequest } from "../../src/model/configuration.ts";
import { runStages } from "../fixtures/run-stages.ts";
import { smallKinds } from "../fixtures/small-kinds.ts";
import { complaints, independentValidator } from "./independent-validator.ts";

const fixtures = join(import.meta.dir, "../fixtures");

/** Codes of findings about a document that its schema makes as well. */
const sayable = new Set([
  "DOCUMENT_SHAPE",
  "UNKNOWN_KIND",
  "UNKNOWN_API_VERSION",
  "UNKNOWN_FIELD",
  "WRONG_TYPE",
  "MISSING_FIELD",
  "INVALID_VALUE",
  "INVALID_NAME",
  "SECRET_LITERAL",
  "VARIABLE_INVALID",
  "PATCH_INVALID",
]);

const isSayable = ({ code, summary }: Diagnostic): boolean =>
  sayable.has(code) || summary === "A parameter stands outside of a template";

/** Fixtures in which only validate finds something by one of these codes, and why no schema can. */
const beyondSchemas: Readonly<Record<string, string>> = {
  "compliance-label": "another document requires the label",
  "metadata-no-service": "the service may follow from the file's place",
  "metadata-other-stack": "the file's place says which stack it is",
  "output-wrong-type": "the other component's kind says which type its output has",
  "service-defaults-missing": "it depends on what lies in another file",
  "stack-name-mismatch": "the folder's name is the stack's",
  "template-declaration-wrong": "the file's place says that it belongs to a stack",
  "template-parameter-missing": "the template says which parameters it has",
  "template-parameter-unknown": "the template says which parameters it has",
  "template-parameter-wrong": "the template says what its parameters must be",
  "variable-declared": "another file gives the variable its value",
  "variable-injection": "the variable's value is of the wrong type",
  "variable-pattern-refused": "the pattern has to be read as a regular expression",
  "variable-untyped": "the variable's value is of the wrong type",
};

interface Written {
  readonly file: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly value: unknown;
}

/** Every document of a repository that can be read as YAML at all. */
function documentsOf(folder: string, broken: ReadonlySet<string>): Written[] {
  const files = [...new Bun.Glob("{stacks,templates,shared}/**/*.{yaml,yml}").scanSync({ cwd: folder })].sort();
  return files
    .filter((file) => !broken.has(file) && !/\/(?:configs\/|values\.ya?ml$)/.test(file))
    .flatMap((file) => {
      const lineCounter = new LineCounter();
      const documents = parseAllDocuments(readFileSync(join(folder, file), "utf8"), { lineCounter });
      if (!Array.isArray(documents) || documents.some((each) => each.errors.length > 0)) return [];
      return documents.flatMap((each) => {
        const value: unknown = each.toJS();
        const [start, , end] = each.range;
        return value === null
          ? []
          : [{ file, firstLine: lineCounter.linePos(start).line, lastLine: lineCounter.linePos(end).line, value }];
      });
    });
}

const isIn = (document: Written, { file, line }: Diagnostic): boolean =>
  file === document.file && line !== undefined && line >= document.firstLine && line <= document.lastLine;

interface Validators {
  readonly whole: ValidateFunction;
  readonly part: ValidateFunction;
}

const validators = (kinds: KindRegistry): Validators => ({
  whole: independentValidator(combinedSchema(kinds, "whole")),
  part: independentValidator(combinedSchema(kinds, "part")),
});
const small = validators(smallKinds);
const shipped = validators(registry);

/** Documents about which the two do not agree, by what only one of them says. */
function disagreements(
  folder: string,
  kinds: KindRegistry,
  { whole, part }: Validators,
  parts: Partial<ConfigurationRequest>,
): { readonly schema: string[]; readonly validate: string[] } {
  const { diagnostics } = runStages(openRepository(folder), parts, kinds);
  const errors = diagnostics.filter((each) => each.severity === "error");
  const unreadable = errors.filter((each) => /^(?:YAML|FILE|PATH)_/.test(each.code)).map((each) => each.file ?? "");
  const result = { schema: [] as string[], validate: [] as string[] };
  for (const document of documentsOf(folder, new Set(unreadable))) {
    const validator = /\/environments\/|^templates|^shared/.test(document.file) ? part : whole;
    const accepted = validator(document.value);
    const found = errors.filter((each) => isSayable(each) && isIn(document, each));
    if (accepted && found.length > 0)
      result.validate.push(`${document.file}: ${found.map((each) => each.detail).join("; ")}`);
    if (!accepted && found.length === 0) result.schema.push(`${document.file}: ${complaints(validator)}`);
  }
  return result;
}

describe("the schemas agree with validate about every document of", () => {
  for (const name of readdirSync(join(fixtures, "broken")).sort()) {
    test(name, () => {
      const folder = join(fixtures, "broken", name);
      const parts = JSON.parse(readFileSync(join(folder, "request.json"), "utf8")) as Partial<ConfigurationRequest>;
      const { schema, validate } = disagreements(folder, smallKinds, small, parts);
      expect(schema).toEqual([]);
      if (name in beyondSchemas) expect(validate).not.toEqual([]);
      else expect(validate).toEqual([]);
    });
  }
  const wholes = readdirSync(join(fixtures, "documents")).map((name) => join(fixtures, "documents", name));
  for (const folder of [...wholes.sort(), join(fixtures, "../../examples/notification-platform")]) {
    test(relative(join(fixtures, "../.."), folder), () => {
      const parts = { environment: "development", variables: { VERSION: "v1.0.0" } };
      const found = disagreements(folder, registry, shipped, parts);
      expect(found).toEqual({ schema: [], validate: [] });
    });
  }
});
