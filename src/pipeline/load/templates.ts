import { componentsApiVersion, isLanguageKind } from "../../../schemas/language.ts";
import { type Diagnostic, errorDiagnostic, type SourcePosition } from "../../diagnostics/diagnostic.ts";
import type { RawDocument, RawTemplate } from "../../model/configuration.ts";
import { isJsonObject, type Json } from "../../model/json.ts";
import type { Files, FoundFile } from "../../ports/files.ts";
import type { SourceFiles, YamlFile } from "./source-files.ts";

type Report = (diagnostic: Diagnostic) => void;

const roots = ["templates", "shared"] as const;

/** Reads every template: `templates/NAME/VERSION/` and `shared/NAME/VERSION/`. */
export function readTemplates(files: Files, source: SourceFiles, report: Report): RawTemplate[] {
  const folders = new Map<string, FoundFile[]>();
  for (const root of roots) {
    for (const file of files.list(root)) {
      if (!/\.ya?ml$/i.test(file.path)) continue;
      const folder = /^[^/]+\/[^/]+\/[^/]+(?=\/)/.exec(file.path)?.[0];
      if (folder === undefined) report(misplaced(file));
      else folders.set(folder, [...(folders.get(folder) ?? []), file]);
    }
  }
  const templates = new Map<string, RawTemplate>();
  for (const [folder, found] of folders) {
    const template = readTemplate(folder, found, source, report);
    const identity = `${template.name} ${template.version}`;
    const other = templates.get(identity);
    if (other)
      report(
        duplicate(`The template ${template.name} has a version ${template.version} in ${other.folder}, too.`, found[0]),
      );
    else templates.set(identity, template);
  }
  return [...templates.values()];
}

function readTemplate(folder: string, found: readonly FoundFile[], source: SourceFiles, report: Report): RawTemplate {
  const [, name = "", version = ""] = folder.split("/");
  const documents = new Map<string, RawDocument>();
  let broken = false;
  for (const file of found) {
    const yaml = source.yaml(file);
    if (!yaml || yaml.broken) broken = true;
    if (!yaml || yaml.broken) continue;
    yaml.values.forEach((body, index) => {
      if (body === null) return;
      const document = templateDocument(yaml, index, body, name, report);
      if (!document) broken = true;
      else if (documents.has(document.kind))
        report(duplicate(`${folder} holds two documents of kind ${document.kind}.`, file, document));
      else documents.set(document.kind, document);
    });
  }
  const declaration = documents.get("Template");
  documents.delete("Template");
  return { name, version, folder, declaration, documents: [...documents.values()], broken };
}

/** A document of a template; undefined where it is none, which is reported. */
function templateDocument(
  yaml: YamlFile,
  index: number,
  body: Json,
  template: string,
  report: Report,
): RawDocument | undefined {
  const locate: RawDocument["locate"] = (path, what) => yaml.locate(index, path, what);
  const refuse = (detail: string, hint: string | undefined, at: SourcePosition): undefined => {
    report(errorDiagnostic("DOCUMENT_SHAPE", { summary: "A template's document is not valid", detail, hint, at }));
    return undefined;
  };
  if (!isJsonObject(body)) return refuse("A document must be a mapping.", undefined, locate([]));
  const { apiVersion, kind, metadata = {} } = body;
  if (typeof apiVersion !== "string" || typeof kind !== "string") {
    return refuse(
      "The document has no usable apiVersion and kind.",
      "Files that are no documents belong elsewhere.",
      locate([]),
    );
  }
  if (!isJsonObject(metadata)) return refuse("metadata must be a mapping.", undefined, locate(["metadata"]));
  const fits =
    kind === "Template" || kind === "Service" || (!isLanguageKind(kind) && apiVersion === componentsApiVersion);
  if (!fits)
    return refuse(
      `A template holds components and services, and no ${kind} of ${apiVersion}.`,
      undefined,
      locate(["kind"]),
    );
  for (const field of ["name", "service", "stack"] as const) {
    const given = metadata[field];
    if (given === undefined || (kind === "Template" && (field !== "name" || given === template))) continue;
    const detail =
      kind === "Template"
        ? `The template lies in a folder called ${template}.`
        : `metadata.${field} comes from the document that uses the template.`;
    refuse(
      detail,
      kind === "Template" ? `Write ${template}, or rename the folder.` : "Remove it.",
      locate(["metadata", field]),
    );
  }
  return { file: yaml.path, index, apiVersion, kind, metadata, body: { ...body, metadata }, locate };
}

const misplaced = (file: FoundFile): Diagnostic =>
  errorDiagnostic("DOCUMENT_SHAPE", {
    summary: "A file of a template lies in no version",
    detail: `${file.path} lies in no folder of a template's version.`,
    hint: "Templates lie in templates/NAME/VERSION/ or shared/NAME/VERSION/.",
    at: { file: file.path, line: 1, column: 1 },
  });

const duplicate = (detail: string, file: FoundFile | undefined, document?: RawDocument): Diagnostic =>
  errorDiagnostic("DUPLICATE_DOCUMENT", {
    summary: "Two documents describe the same thing",
    detail,
    hint: "Remove one of them.",
    at: document?.locate(["kind"]) ?? { file: file?.path ?? "", line: 1, column: 1 },
  });
