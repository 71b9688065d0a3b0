import { errorDiagnostic, type SourcePosition } from "../../diagnostics/diagnostic.ts";
import { type Address, makeAddress, parseAddress, type Region } from "../../model/address.ts";
import type {
  ConfigFile,
  ExplicitDependency,
  RawConfigFile,
  ResolvedComponent,
  ResolvedDocument,
} from "../../model/configuration.ts";
import { formatPath, isJsonObject, type Json, type JsonObject, type JsonPath } from "../../model/json.ts";
import { referencesIn } from "../../model/references.ts";
import type { PatchedDocument } from "./document-set.ts";
import type { Inheritance } from "./inheritance.ts";
import { type InterpolationScope, interpolate, interpolateText } from "./interpolate.ts";
import { type Layered, locateInLayers } from "./layers.ts";
import { type Resolution, resolveField, scopeFor } from "./resolution.ts";
import { mayHoldVariables } from "./variable-text.ts";

/** What becomes of a component's document. */
export type ComponentOutcome =
  | { readonly outcome: "disabled"; readonly address: Address }
  /** Its spec cannot be used; the document says why when its schema judges it. */
  | { readonly outcome: "broken"; readonly address: Address; readonly document: ResolvedDocument }
  | { readonly outcome: "resolved"; readonly component: ResolvedComponent; readonly document: ResolvedDocument };

export interface ComponentSurroundings {
  readonly inheritance: Inheritance;
  readonly region: Region;
  readonly stackLabels: Readonly<Record<string, string>>;
  readonly serviceLabels: (service: string) => Readonly<Record<string, string>>;
}

/** Merges a component's layers, replaces its variables, and finds what it refers to. */
export function resolveComponent(
  patched: PatchedDocument,
  surroundings: ComponentSurroundings,
  resolution: Resolution,
): ComponentOutcome {
  const service = patched.service ?? "";
  const address = makeAddress(service, patched.name);
  const scope = scopeFor(resolution, { service, component: patched.name, address });
  const { layered, template } = surroundings.inheritance.merged(patched);
  const locate: ResolvedDocument["locate"] = (path, what) => locateInLayers(layered, path, what);
  const metadata = resolveField(layered, "metadata", scope);
  if (metadata.value?.enabled === false) return { outcome: "disabled", address };
  const spec = resolveField(layered, "spec", scope);
  const { apiVersion, kind, file } = patched.document;
  const document: ResolvedDocument = {
    file,
    apiVersion,
    kind,
    body: { ...layered.value, metadata: metadata.value ?? {}, spec: spec.value ?? layered.value.spec ?? {} },
    address,
    template: template.state === "found" ? template.use : undefined,
    unresolved: [...metadata.unresolved, ...spec.unresolved],
    untyped: [...metadata.untyped, ...spec.untyped],
    locate,
  };
  if (!spec.value || template.state === "missing") return { outcome: "broken", address, document };
  const { dependsOn, ...rest } = spec.value;
  const isUnresolved = unresolvedTest(spec.unresolved);
  const component: ResolvedComponent = {
    address,
    kind,
    region: surroundings.region,
    labels: labelsOf(service, surroundings, metadata.value, scope),
    description: typeof metadata.value?.description === "string" ? metadata.value.description : undefined,
    spec: rest,
    dependsOn: explicitDependencies(dependsOn, service, address, resolution, locate, isUnresolved),
    references: valueReferences(rest, service, address, resolution, locate, isUnresolved),
    configFiles: (resolution.raw.configFiles.get(address) ?? []).map((file) => resolveConfigFile(file, scope)),
    untyped: spec.untyped,
    locate,
  };
  return { outcome: "resolved", component, document };
}

const unresolvedTest = (unresolved: readonly JsonPath[]): ((path: JsonPath) => boolean) => {
  if (unresolved.length === 0) return () => false;
  const paths = new Set(unresolved.map(formatPath));
  return (path) => paths.has(formatPath(path));
};

function explicitDependencies(
  value: Json | undefined,
  service: string,
  address: Address,
  resolution: Resolution,
  locate: ResolvedDocument["locate"],
  isUnresolved: (path: JsonPath) => boolean,
): ExplicitDependency[] {
  const result: ExplicitDependency[] = [];
  if (!Array.isArray(value)) return result;
  value.forEach((item: Json, index) => {
    const path = ["spec", "dependsOn", index];
    if (typeof item !== "string" || isUnresolved(path)) return;
    const component = parseAddress(item, service);
    if (component) result.push({ component, path });
    else resolution.report(malformedAddress(item, address, locate(path)));
  });
  return result;
}

function valueReferences(
  spec: JsonObject,
  service: string,
  address: Address,
  resolution: Resolution,
  locate: ResolvedDocument["locate"],
  isUnresolved: (path: JsonPath) => boolean,
): ResolvedComponent["references"] {
  const { references, malformed } = referencesIn(spec, service, ["spec"]);
  for (const each of malformed) {
    if (!isUnresolved(each.path)) resolution.report(malformedAddress(each.text, address, locate(each.path)));
  }
  return references.filter((each) => !isUnresolved([...each.path, "output"]));
}

const malformedAddress = (text: string, address: Address, at: SourcePosition) =>
  errorDiagnostic("INVALID_VALUE", {
    summary: "A reference is no component's address",
    detail: `${JSON.stringify(text)} is no address of a component.`,
    hint: "Write service/component, or the bare name of a component of the same service.",
    at,
    address,
  });

function labelsOf(
  service: string,
  surroundings: ComponentSurroundings,
  metadata: JsonObject | undefined,
  scope: InterpolationScope,
): Record<string, string> {
  const inherited = (layers: readonly Layered[]) =>
    Object.assign({}, ...layers.map((each) => resolvedLabels(each, scope)));
  return {
    ...surroundings.stackLabels,
    ...inherited(surroundings.inheritance.stackLabels()),
    ...surroundings.serviceLabels(service),
    ...inherited(surroundings.inheritance.serviceLabels(service)),
    ...labelsIn(metadata),
  };
}

const resolvedLabels = (layered: Layered, scope: InterpolationScope): Record<string, string> =>
  labelsIn({ labels: interpolate(layered.value, [], scope, (path) => locateInLayers(layered, path)).value });

/** Labels of a document's metadata; what is no text is left to the schema to complain about. */
export function labelsIn(metadata: JsonObject | undefined): Record<string, string> {
  const result: Record<string, string> = {};
  if (!isJsonObject(metadata?.labels)) return result;
  for (const [key, value] of Object.entries(metadata.labels)) if (typeof value === "string") result[key] = value;
  return result;
}

function resolveConfigFile(file: RawConfigFile, scope: InterpolationScope): ConfigFile {
  if (!mayHoldVariables(file.content)) return { path: file.path, content: file.content };
  const at = (offset: number): SourcePosition => {
    const before = file.content.slice(0, offset);
    const lineStart = before.lastIndexOf("\n") + 1;
    return { file: file.file, line: before.split("\n").length, column: offset - lineStart + 1 };
  };
  const content = interpolateText(file.content, scope, at);
  return { path: file.path, content: content === undefined ? file.content : String(content) };
}
