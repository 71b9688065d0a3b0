import { isLanguageKind, languageKinds } from "../../../schemas/language.ts";
import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import type { KindRegistry } from "../../kinds/kind.ts";
import type { RawDocument, ResolvedConfig, ResolvedDocument } from "../../model/configuration.ts";
import { isJsonObject, valueAt } from "../../model/json.ts";
import { judge, judgeFieldNames } from "./schema-diagnostics.ts";

type Report = (diagnostic: Diagnostic) => void;

/** Checks what of templates no use would show: their declarations, kinds and fields. */
export function checkTemplates(
  resolved: ResolvedConfig,
  kinds: KindRegistry,
  componentKinds: readonly string[],
  report: Report,
): void {
  for (const { declaration, documents } of resolved.templates) {
    if (declaration) checkDeclaration(declaration, report);
    for (const document of documents) checkDocument(document, kinds, componentKinds, report);
  }
}

function checkDeclaration(document: RawDocument, report: Report): void {
  const { schema, apiVersion } = languageKinds.Template;
  const { locate } = document;
  if (document.apiVersion !== apiVersion) {
    report(
      errorDiagnostic("UNKNOWN_API_VERSION", {
        summary: "A kind belongs to another apiVersion",
        detail: `The apiVersion of Template is ${apiVersion}, and not ${document.apiVersion}.`,
        hint: `Write apiVersion: ${apiVersion}.`,
        at: locate(["apiVersion"]),
      }),
    );
  }
  const value = { spec: {}, ...document.body };
  judge({ schema, value, root: [], address: undefined, unresolved: [], locate, report });
}

function checkDocument(
  { kind, body, locate }: RawDocument,
  kinds: KindRegistry,
  componentKinds: readonly string[],
  report: Report,
): void {
  const definition = componentKinds.includes(kind) ? kinds.get(kind) : undefined;
  if (isLanguageKind(kind)) return;
  if (!definition) {
    const nearest = nearestName(kind, componentKinds);
    report(
      errorDiagnostic("UNKNOWN_KIND", {
        summary: "A kind is not known",
        detail: `The kind ${kind} is none that Deployer knows.`,
        hint: nearest ? `Did you mean ${nearest}?` : `The kinds of components are ${componentKinds.join(", ")}.`,
        at: locate(["kind"]),
      }),
    );
    return;
  }
  const spec = valueAt(body, ["spec"]);
  if (!isJsonObject(spec)) return;
  const { dependsOn: _, ...rest } = spec;
  judgeFieldNames({
    schema: definition.spec,
    value: rest,
    root: ["spec"],
    address: undefined,
    unresolved: [],
    locate,
    report,
  });
}

/** Findings whose place is in a template, with the use that led there. */
export function withTemplateUses(
  diagnostics: readonly Diagnostic[],
  documents: readonly ResolvedDocument[],
): Diagnostic[] {
  const users = documents.filter((each) => each.template);
  if (users.length === 0) return [...diagnostics];
  return diagnostics.map((diagnostic) => {
    const { file, address } = diagnostic;
    const inside = users.filter((each) => file?.startsWith(`${each.template?.folder}/`));
    const use = (inside.find((each) => each.address === address) ?? inside[0])?.template;
    if (!use) return diagnostic;
    const from = `used at ${use.at.file}:${use.at.line}:${use.at.column}`;
    return { ...diagnostic, detail: `${diagnostic.detail} (template ${use.name}, version ${use.version}, ${from})` };
  });
}
