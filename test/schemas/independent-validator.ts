import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { JsonSchema } from "../../scripts/json-schema/json-schema.ts";

/** Keywords that editors understand and validators pass over. */
const editorKeywords = ["patternErrorMessage"];

/** A validator that knows nothing of Deployer; `strict` makes it refuse schemas with keywords that do nothing. */
export function independentValidator(schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv({
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    strictTypes: false,
    allErrors: true,
  });
  addFormats(ajv);
  ajv.addVocabulary(editorKeywords);
  return ajv.compile(schema);
}

/** What it found, in a line. */
export const complaints = (validator: ValidateFunction): string =>
  (validator.errors ?? []).map((error) => `${error.instancePath || "/"} ${error.message}`).join("; ");
