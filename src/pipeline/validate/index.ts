import { type Diagnostic, warningDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { KindRegistry } from "../../kinds/kind.ts";
import type { ResolvedConfig, ValidConfig } from "../../model/configuration.ts";
import { checkCompliance } from "./compliance.ts";
import { checkComponents } from "./components.ts";
import { checkDocuments, componentKinds } from "./documents.ts";
import { addFoundations } from "./foundations.ts";
import { checkReferences } from "./references.ts";
import { checkTemplates, withTemplateUses } from "./templates.ts";

/** Stage 3. */
export function validate(resolved: ResolvedConfig, kinds: KindRegistry): ValidConfig {
  const diagnostics: Diagnostic[] = [...resolved.diagnostics];
  const report = reportOnce(diagnostics);
  checkDocuments(resolved, kinds, report);
  const checked = checkComponents(resolved, kinds, report);
  const founded = addFoundations(checked.accepted, resolved, kinds, report);
  const rejected = [...checked.rejected, ...founded.rejected];
  const broken = new Set([...resolved.broken, ...rejected.map((each) => each.address)]);
  checkReferences([...founded.components, ...rejected], resolved, kinds, report);
  checkCompliance(resolved, founded.components, kinds, report);
  checkTemplates(resolved, kinds, componentKinds(kinds), report);
  warnOfPolicies(resolved, report);
  return {
    stackName: resolved.stackName,
    environment: resolved.environment,
    region: resolved.region,
    services: resolved.services,
    components: founded.components,
    rejected,
    disabled: resolved.disabled,
    broken,
    policyFiles: resolved.policyFiles,
    request: resolved.request,
    diagnostics: withTemplateUses(diagnostics, resolved.documents),
  };
}

/** A place that many components inherit is reported once, with the first of them. */
function reportOnce(diagnostics: Diagnostic[]): (diagnostic: Diagnostic) => void {
  const seen = new Set<string>();
  return (diagnostic) => {
    const { code, file, line, column, detail } = diagnostic;
    const key = `${code} ${file}:${line}:${column} ${detail}`;
    if (seen.has(key)) return;
    seen.add(key);
    diagnostics.push(diagnostic);
  };
}

function warnOfPolicies(resolved: ResolvedConfig, report: (diagnostic: Diagnostic) => void): void {
  const [first] = resolved.policyFiles;
  if (first === undefined) return;
  report(
    warningDiagnostic("POLICIES_NOT_EVALUATED", {
      summary: "Policies are not evaluated",
      detail: `The repository holds ${resolved.policyFiles.length} Rego file(s); this version does not evaluate them.`,
      hint: "Do not rely on them to stop a deployment.",
      at: { file: first, line: 1, column: 1 },
    }),
  );
}
