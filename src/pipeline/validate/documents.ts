import {
  apiVersions,
  componentDocumentSchema,
  componentsApiVersion,
  isLanguageKind,
  type LanguageKind,
  languageKinds,
} from "../../../schemas/language.ts";
import { defaultServiceInfraDefaults } from "../../../schemas/service.ts";
import {
  type Diagnostic,
  errorDiagnostic,
  type SourcePosition,
  warningDiagnostic,
} from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import type { KindRegistry } from "../../kinds/kind.ts";
import { type Address, makeAddress } from "../../model/address.ts";
import type { ResolvedConfig, ResolvedDocument } from "../../model/configuration.ts";
import { isJsonObject, type JsonObject, valueAt } from "../../model/json.ts";
import { judge, judgeFieldNames } from "./schema-diagnostics.ts";
import type { Schema } from "./schema-shape.ts";

type Report = (diagnostic: Diagnostic) => void;

/** Kinds that users may write a component of. */
export const componentKinds = (kinds: KindRegistry): string[] =>
  [...kinds.values()].filter((kind) => kind.apiVersion === componentsApiVersion).map((kind) => kind.name);

/** Checks every document against what its apiVersion and kind promise, apart from the specs of components. */
export function checkDocuments(resolved: ResolvedConfig, kinds: KindRegistry, report: Report): void {
  const known = new Set(componentKinds(kinds));
  const addresses = new Set(resolved.components.map((each) => each.address));
  for (const document of resolved.documents) {
    if (!isKnownKind(document, known, report)) continue;
    const schema: Schema = isLanguageKind(document.kind)
      ? languageKinds[document.kind].schema
      : componentDocumentSchema;
    const { address, unresolved, untyped, locate } = document;
    // Documents without a spec have an empty one.
    const value = { spec: {}, ...document.body };
    judge({ schema, value, root: [], address, unresolved, untyped, locate, report });
    if (isLanguageKind(document.kind)) checkMeaning(document, document.kind, resolved, kinds, addresses, report);
  }
}

function isKnownKind(document: ResolvedDocument, known: ReadonlySet<string>, report: Report): boolean {
  const { apiVersion, kind, address, locate } = document;
  const expected = isLanguageKind(kind)
    ? languageKinds[kind].apiVersion
    : known.has(kind)
      ? componentsApiVersion
      : undefined;
  if (expected === undefined) {
    const candidates = [...known, ...Object.keys(languageKinds)];
    const nearest = nearestName(kind, candidates);
    report(
      errorDiagnostic("UNKNOWN_KIND", {
        summary: "A kind is not known",
        detail: `The kind ${kind} is none that Deployer knows.`,
        hint: nearest ? `Did you mean ${nearest}?` : `The kinds of components are ${[...known].join(", ")}.`,
        at: locate(["kind"]),
        address,
      }),
    );
    return false;
  }
  if (apiVersion !== expected) {
    const isOther = (apiVersions as readonly string[]).includes(apiVersion);
    report(
      errorDiagnostic("UNKNOWN_API_VERSION", {
        summary: isOther ? "A kind belongs to another apiVersion" : "An apiVersion is not known",
        detail: `The apiVersion of ${kind} is ${expected}, and not ${apiVersion}.`,
        hint: `Write apiVersion: ${expected}.`,
        at: locate(["apiVersion"]),
        address,
      }),
    );
  }
  return true;
}

/** Rules that concern more than one field or document. */
function checkMeaning(
  document: ResolvedDocument,
  kind: LanguageKind,
  resolved: ResolvedConfig,
  kinds: KindRegistry,
  addresses: ReadonlySet<Address>,
  report: Report,
): void {
  if (kind === "Stack") warnOfBackend(document, report);
  if (kind === "Stack") checkVariableNames(document, report);
  if (kind === "Service") checkServiceDefaults(document, resolved, report);
  if (kind === "InfraDefaults" || kind === "ServiceInfraDefaults") checkDefaults(document, kinds, report);
  if (kind === "ServiceInfraDefaults") checkService(document, resolved, report);
  if (kind === "ComponentInfra") checkComponentInfra(document, resolved, addresses, report);
}

function checkVariableNames(document: ResolvedDocument, report: Report): void {
  const seen = new Set<unknown>();
  const variables = valueAt(document.body, ["spec", "variables"]);
  if (!Array.isArray(variables)) return;
  variables.forEach((variable: unknown, index) => {
    const name = isJsonObject(variable) ? variable.name : undefined;
    if (name !== undefined && seen.has(name)) {
      const detail = `The variable ${JSON.stringify(name)} is declared twice.`;
      const at = document.locate(["spec", "variables", index, "name"]);
      report(errorDiagnostic("INVALID_VALUE", { summary: "A variable is declared twice", detail, at }));
    }
    seen.add(name);
  });
}

function warnOfBackend(document: ResolvedDocument, report: Report): void {
  if (valueAt(document.body, ["spec", "backend"]) === undefined) return;
  report(
    warningDiagnostic("SETTING_WITHOUT_EFFECT", {
      summary: "A setting has no effect in this version",
      detail: "spec.backend names where state is kept; this version keeps it in a local folder.",
      at: document.locate(["spec", "backend"], "key"),
    }),
  );
}

/** `spec.infrastructure.defaults` must lead to the service's ServiceInfraDefaults; only the usual place may be empty. */
function checkServiceDefaults(document: ResolvedDocument, resolved: ResolvedConfig, report: Report): void {
  const path = ["spec", "infrastructure", "defaults"];
  const written = valueAt(document.body, path);
  if (typeof written !== "string" || document.unresolved.some((each) => each.join() === path.join())) return;
  const target = resolvePath(document.file, written);
  if (target === undefined) {
    report(
      errorDiagnostic("PATH_OUTSIDE_REPOSITORY", {
        summary: "A path leads out of the repository",
        detail: `The path ${written} leads out of the repository.`,
        at: document.locate(path),
      }),
    );
    return;
  }
  const name = valueAt(document.body, ["metadata", "name"]);
  if (target === resolvePath(document.file, defaultServiceInfraDefaults)) return;
  const isThere = resolved.documents.some(
    (each) => each.kind === "ServiceInfraDefaults" && each.file === target && serviceOf(each) === name,
  );
  if (isThere) return;
  report(
    errorDiagnostic("INVALID_VALUE", {
      summary: "A path does not lead to the service's defaults",
      detail: `${target} holds no ServiceInfraDefaults of this service.`,
      hint: `Write them there, or leave the field out to use ${defaultServiceInfraDefaults}.`,
      at: document.locate(path),
    }),
  );
}

/** A path relative to a file, or undefined where it leaves the repository. */
function resolvePath(file: string, path: string): string | undefined {
  if (path.startsWith("/") || path.includes("\\")) return undefined;
  const steps = file.split("/").slice(0, -1);
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join("/");
}

/** The service that a document belongs to, as its metadata or its place says. */
function serviceOf(document: ResolvedDocument): string | undefined {
  const written = valueAt(document.body, ["metadata", "service"]);
  if (typeof written === "string") return written;
  return /\/services\/([^/]+)\//.exec(document.file)?.[1];
}

/** Defaults are judged with each component that inherits them; here only what no component of the kind would show. */
function checkDefaults(document: ResolvedDocument, kinds: KindRegistry, report: Report): void {
  const defaults = valueAt(document.body, ["spec", "kinds"]);
  if (!isJsonObject(defaults)) return;
  const known = componentKinds(kinds);
  for (const [name, spec] of Object.entries(defaults)) {
    const kind = known.includes(name) ? kinds.get(name) : undefined;
    if (!kind) {
      const nearest = nearestName(name, known);
      report(
        errorDiagnostic("UNKNOWN_KIND", {
          summary: "A kind is not known",
          detail: `The kind ${name} is none that components can have.`,
          hint: nearest ? `Did you mean ${nearest}?` : `The kinds of components are ${known.join(", ")}.`,
          at: document.locate(["spec", "kinds", name], "key"),
        }),
      );
    } else if (isJsonObject(spec)) {
      const { dependsOn: _, ...rest } = spec as JsonObject;
      judgeFieldNames({
        schema: kind.spec,
        value: rest,
        // Worded as the component's own field, so that both findings are one.
        root: ["spec"],
        address: undefined,
        unresolved: [],
        locate: (path, what) => document.locate(["spec", "kinds", name, ...path.slice(1)], what),
        report,
      });
    }
  }
}

function checkService(document: ResolvedDocument, resolved: ResolvedConfig, report: Report): void {
  const service = serviceOf(document);
  if (service === undefined || resolved.services.includes(service)) return;
  report(serviceNotFound(service, resolved, document.locate(["metadata", "service"])));
}

/** Says that a service does not exist, once for everything that belongs to it. */
export function serviceNotFound(service: string, resolved: ResolvedConfig, at: SourcePosition): Diagnostic {
  const nearest = nearestName(service, resolved.services);
  return errorDiagnostic("SERVICE_NOT_FOUND", {
    summary: "A service does not exist",
    detail: `The stack has no document of kind Service called ${service}.`,
    hint: nearest
      ? `Did you mean ${nearest}?`
      : `Write stacks/${resolved.stackName}/services/${service}/service.yaml with a document of kind Service.`,
    at,
  });
}

function checkComponentInfra(
  document: ResolvedDocument,
  resolved: ResolvedConfig,
  addresses: ReadonlySet<Address>,
  report: Report,
): void {
  const name = valueAt(document.body, ["metadata", "name"]);
  const service = serviceOf(document);
  if (typeof name !== "string" || service === undefined) return;
  const address = makeAddress(service, name);
  if (addresses.has(address) || resolved.disabled.has(address) || resolved.broken.has(address)) return;
  const nearest = nearestName(address, addresses);
  report(
    errorDiagnostic("DEPENDENCY_NOT_FOUND", {
      summary: "A ComponentInfra belongs to no component",
      detail: `There is no component ${address}.`,
      hint: nearest ? `Did you mean ${nearest}?` : "metadata.name and metadata.service must be those of a component.",
      at: document.locate(["metadata", "name"]),
      address,
    }),
  );
}
