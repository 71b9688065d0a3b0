import { type Diagnostic, errorDiagnostic, type SourcePosition } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import type { RawTemplate, TemplateUse } from "../../model/configuration.ts";
import { isJsonObject, type JsonPath } from "../../model/json.ts";
import { type Layered, locateInLayers } from "./layers.ts";
import { parametersOf, usedParameters } from "./template-parameters.ts";
import { withParameters } from "./template-text.ts";

/** What a document's `template` stands for. */
export type TemplateLayer =
  | { readonly state: "none" }
  /** There is no such template, which was reported: nobody can say more about the document. */
  | { readonly state: "missing" }
  | { readonly state: "found"; readonly layered: Layered; readonly use: TemplateUse };

export interface Templates {
  /** The template below a document whose own layers are merged already. */
  below(kind: string, own: Layered, address: string | undefined): TemplateLayer;
}

/** The templates of a repository, ready to be used. */
export function templatesOf(raw: readonly RawTemplate[], report: (diagnostic: Diagnostic) => void): Templates {
  return {
    below: (kind, own, address) => {
      const { template } = own.value;
      // What is no mapping, or lacks a name, is for the document's schema to complain about.
      if (template === undefined) return { state: "none" };
      if (!isJsonObject(template)) return { state: "missing" };
      const { name, version, parameters = {} } = template;
      if (typeof name !== "string" || typeof version !== "string") return { state: "missing" };
      const locate = (path: JsonPath, what?: "key" | "value") => locateInLayers(own, ["template", ...path], what);
      const found = raw.find((each) => each.name === name && each.version === version);
      if (!found) {
        report({ ...notFound(name, version, raw, locate), ...(address === undefined ? {} : { address }) });
        return { state: "missing" };
      }
      const document = found.documents.find((each) => each.kind === kind);
      if (!document) {
        if (!found.broken) report(withoutKind(found, kind, locate(["name"]), address));
        return { state: "missing" };
      }
      const given = isJsonObject(parameters) ? parameters : {};
      const declared = parametersOf(found);
      const values = usedParameters(found, declared, given, { locate, address, report });
      const place = (path: JsonPath) => document.locate(path);
      const { spec = {}, metadata = {} } = withParameters(document.body, values, { locate: place, address, report });
      const layer = { ...document, body: { metadata, spec } };
      const use = { name, version, folder: found.folder, at: locate(["name"]) };
      return {
        state: "found",
        layered: { value: layer.body, layers: [{ document: layer, from: [], into: [] }], keys: own.keys },
        use,
      };
    },
  };
}

function notFound(
  name: string,
  version: string,
  templates: readonly RawTemplate[],
  locate: (path: JsonPath) => SourcePosition,
): Diagnostic {
  const versions = templates.filter((each) => each.name === name).map((each) => each.version);
  if (versions.length > 0) {
    const nearest = nearestName(version, versions);
    return errorDiagnostic("TEMPLATE_NOT_FOUND", {
      summary: "A template has no such version",
      detail: `The template ${name} has no version ${version}; its versions are ${versions.join(", ")}.`,
      hint: nearest ? `Did you mean ${nearest}?` : undefined,
      at: locate(["version"]),
    });
  }
  const names = [...new Set(templates.map((each) => each.name))];
  const nearest = nearestName(name, names);
  return errorDiagnostic("TEMPLATE_NOT_FOUND", {
    summary: "There is no such template",
    detail: `Neither templates/ nor shared/ holds a template ${name}.`,
    hint: nearest
      ? `Did you mean ${nearest}?`
      : names.length > 0
        ? `The templates are ${names.join(", ")}.`
        : `Write templates/${name}/${version}/ with a document of the kind.`,
    at: locate(["name"]),
  });
}

function withoutKind(template: RawTemplate, kind: string, at: SourcePosition, address: string | undefined): Diagnostic {
  const kinds = template.documents.map((each) => each.kind);
  return errorDiagnostic("TEMPLATE_NOT_FOUND", {
    summary: "A template has nothing for this kind",
    detail: `${template.folder} holds no document of kind ${kind}${kinds.length > 0 ? `, but of ${kinds.join(", ")}` : ""}.`,
    hint: "Use a template for this kind, or add a document of the kind to it.",
    at,
    address,
  });
}
