import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackName } from "../../model/address.ts";
import type { BrokenDocument, ConfigurationRequest, RawConfig, RawDocument } from "../../model/configuration.ts";
import { valueAt } from "../../model/json.ts";
import type { Files, FoundFile } from "../../ports/files.ts";
import { chooseEnvironment, type DefaultEnvironment, environmentsOf } from "./choose-environment.ts";
import { chooseStack, stackFolder } from "./choose-stack.ts";
import { readConfigFiles } from "./config-files.ts";
import { identifyDocuments } from "./identify.ts";
import { openSourceFiles, type SourceFiles } from "./source-files.ts";
import { findStackFiles } from "./stack-files.ts";
import { readTemplates } from "./templates.ts";
import { readValues } from "./values.ts";

/** Stage 1. Throws ConfigurationError only where there is no repository or stack to go on with. */
export function load(files: Files, request: ConfigurationRequest): RawConfig {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => {
    diagnostics.push(diagnostic);
  };
  const stackName = chooseStack(files, request);
  const source = openSourceFiles(files, report);
  const found = findStackFiles(files, stackFolder(stackName), report);
  const base = readDocuments(found.documents, source, stackName, report);
  const stack = stackDocument(base.documents, base.broken, stackName, report);
  const environments = environmentsOf(files, stackName);
  const environment = chooseEnvironment(stackName, environments, request.environment, defaultEnvironment(stack));
  const patches = readDocuments(found.patches.get(environment ?? "") ?? [], source, stackName, report);
  const values = readValues(found.values.get(environment ?? "") ?? [], source, report);
  const brokenDocuments = [...base.broken, ...patches.broken];
  const configFiles = readConfigFiles(
    {
      documents: base.documents,
      patches: patches.documents,
      configs: found.configs,
      overlays: found.configOverlays.get(environment ?? "") ?? new Map(),
      incomplete: brokenDocuments.length > 0,
    },
    source,
    report,
  );
  return {
    stackName,
    stack,
    environment,
    environments,
    documents: base.documents,
    patches: patches.documents,
    templates: readTemplates(files, source, report),
    values: values.values,
    valuesBroken: values.broken,
    locateValue: values.locate,
    configFiles,
    brokenDocuments,
    policyFiles: files
      .list("policies")
      .map((file) => file.path)
      .filter((path) => path.endsWith(".rego") && !path.endsWith("_test.rego")),
    request,
    diagnostics,
  };
}

/** What `spec.defaultEnvironment` of a Stack document says. */
export function defaultEnvironment(stack: RawDocument): DefaultEnvironment | undefined {
  const path = ["spec", "defaultEnvironment"];
  const name = valueAt(stack.body, path);
  return typeof name === "string" ? { name, at: stack.locate(path) } : undefined;
}

function readDocuments(
  found: readonly FoundFile[],
  source: SourceFiles,
  stack: StackName,
  report: (diagnostic: Diagnostic) => void,
): { readonly documents: readonly RawDocument[]; readonly broken: readonly BrokenDocument[] } {
  const documents: RawDocument[] = [];
  const broken: BrokenDocument[] = [];
  for (const file of found) {
    const yaml = source.yaml(file);
    const identified = yaml
      ? identifyDocuments(yaml, stack, report)
      : identifyDocuments(
          { path: file.path, values: [], broken: true, locate: () => startOf(file.path) },
          stack,
          report,
        );
    documents.push(...identified.documents);
    broken.push(...identified.broken);
  }
  return { documents, broken };
}

const startOf = (file: string) => ({ file, line: 1, column: 1 });

/** The stack's own document; an empty one takes its place where it is missing or broken, so that the rest is still looked at. */
function stackDocument(
  documents: readonly RawDocument[],
  broken: readonly BrokenDocument[],
  stack: StackName,
  report: (diagnostic: Diagnostic) => void,
): RawDocument {
  const found = documents.find((each) => each.kind === "Stack");
  if (found) return found;
  const file = `${stackFolder(stack)}/stack.yaml`;
  if (!broken.some((each) => each.kind === "Stack" || each.file === file)) {
    report(
      errorDiagnostic("STACK_NOT_FOUND", {
        summary: "A stack has no Stack document",
        detail: `No file below ${stackFolder(stack)} holds a document of kind Stack.`,
        hint: `Write ${file}.`,
        at: startOf(file),
      }),
    );
  }
  const metadata = { name: stack };
  const body = { apiVersion: "core.deployer.io/v1", kind: "Stack", metadata, spec: {} };
  return { file, index: -1, apiVersion: body.apiVersion, kind: "Stack", metadata, body, locate: () => startOf(file) };
}
