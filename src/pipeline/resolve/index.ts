import { isLanguageKind } from "../../../schemas/language.ts";
import { noMergeKeys } from "../../../schemas/merge-key.ts";
import { defaultRegion } from "../../../schemas/stack.ts";
import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { KindRegistry } from "../../kinds/kind.ts";
import { type Address, makeAddress, type Region, regionPattern } from "../../model/address.ts";
import type { RawConfig, ResolvedComponent, ResolvedConfig, ResolvedDocument } from "../../model/configuration.ts";
import { type FoundationPart, foundationParts } from "../../model/foundation.ts";
import { isJsonObject, valueAt } from "../../model/json.ts";
import { labelsIn, resolveComponent } from "./component.ts";
import { type DocumentSet, documentSet, inherit, patchedLayers } from "./document-set.ts";
import { type Inheritance, inheritance } from "./inheritance.ts";
import { type Layered, locateInLayers, noLayers } from "./layers.ts";
import { type Resolution, reportOnce, resolveDocument, resolveField, scopeFor } from "./resolution.ts";
import { templatesOf } from "./templates.ts";
import { variableTable } from "./variable-table.ts";

/** Stage 2. The kinds say how the lists of their specs merge. */
export function resolve(raw: RawConfig, kinds: KindRegistry): ResolvedConfig {
  const diagnostics: Diagnostic[] = [...raw.diagnostics];
  const report = reportOnce(diagnostics);
  const documents = documentSet(raw, kinds, report);
  const start = startResolution(raw, documents, report);
  const { resolution, stack, region } = start;
  const stackLabels = labelsIn(metadataOf(stack));
  const services = resolveServices(raw, documents, resolution);
  const inherited = inheritance(documents, kinds, resolution.templates, report);
  const result = resolveComponents(documents, services, resolution, {
    inheritance: inherited,
    region,
    stackLabels,
    serviceLabels: (service) => services.labels.get(service) ?? {},
  });
  const others = otherDocuments(documents, resolution);
  reportRequired(resolution);
  return {
    stackName: raw.stackName,
    environment: raw.environment,
    region,
    services: [...services.names].sort(),
    components: result.components,
    documents: [...(raw.stack.index < 0 ? [] : [stack]), ...services.documents, ...others, ...result.documents],
    foundations: foundations(documents, inherited, resolution, region, stackLabels),
    disabled: result.disabled,
    broken: new Set([...brokenAddresses(raw), ...strangerAddresses(documents), ...result.broken]),
    stackLabels,
    templates: raw.templates,
    policyFiles: raw.policyFiles,
    request: raw.request,
    diagnostics,
  };
}

const metadataOf = (document: ResolvedDocument) =>
  isJsonObject(document.body.metadata) ? document.body.metadata : undefined;

/** The Stack document comes first: it declares the variables that everything else uses, and says the region. */
function startResolution(
  raw: RawConfig,
  documents: DocumentSet,
  report: (diagnostic: Diagnostic) => void,
): { readonly resolution: Resolution; readonly stack: ResolvedDocument; readonly region: Region } {
  const patched = documents.ofKind("Stack")[0] ?? {
    document: raw.stack,
    name: raw.stackName,
    service: undefined,
    patches: [],
    keys: noMergeKeys,
  };
  const layered = inherit(
    noLayers,
    patchedLayers(patched, () => {}),
    () => {},
  );
  const table = variableTable(raw, layered.value, (path) => locateInLayers(layered, path));
  table.diagnostics.forEach(report);
  const early: Resolution = {
    raw,
    table,
    region: undefined,
    missing: new Set(),
    templates: templatesOf(raw.templates, report),
    report,
  };
  const stack = resolveDocument(patched, early);
  const written = valueAt(stack.body, ["spec", "provider", "region"]);
  const region = (typeof written === "string" && regionPattern.test(written) ? written : defaultRegion) as Region;
  return { resolution: { ...early, region }, stack, region };
}

interface ResolvedServices {
  /** Every service that is known to exist, also where its document is broken. */
  readonly names: ReadonlySet<string>;
  readonly disabled: ReadonlySet<string>;
  readonly labels: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly documents: readonly ResolvedDocument[];
}

function resolveServices(raw: RawConfig, documents: DocumentSet, resolution: Resolution): ResolvedServices {
  const names = new Set<string>();
  const disabled = new Set<string>();
  const labels = new Map<string, Readonly<Record<string, string>>>();
  const resolved: ResolvedDocument[] = [];
  for (const patched of documents.ofKind("Service")) {
    const document = resolveDocument(patched, resolution);
    names.add(patched.name);
    labels.set(patched.name, labelsIn(metadataOf(document)));
    if (metadataOf(document)?.enabled === false) disabled.add(patched.name);
    resolved.push(document);
  }
  for (const broken of raw.brokenDocuments) {
    const isService = broken.kind === "Service" || (broken.kind === undefined && /\/service\.ya?ml$/.test(broken.file));
    const name = isService ? (broken.kind === "Service" ? (broken.name ?? broken.service) : broken.service) : undefined;
    if (name !== undefined) names.add(name);
  }
  return { names, disabled, labels, documents: resolved };
}

function resolveComponents(
  documents: DocumentSet,
  services: ResolvedServices,
  resolution: Resolution,
  surroundings: Parameters<typeof resolveComponent>[1],
) {
  const components: ResolvedComponent[] = [];
  const resolved: ResolvedDocument[] = [];
  const disabled = new Set<Address>();
  const broken = new Set<Address>();
  for (const patched of documents.components) {
    if (services.disabled.has(patched.service ?? "")) {
      disabled.add(makeAddress(patched.service ?? "", patched.name));
      continue;
    }
    const result = resolveComponent(patched, surroundings, resolution);
    if (result.outcome === "disabled") disabled.add(result.address);
    else {
      resolved.push(result.document);
      if (result.outcome === "resolved") components.push(result.component);
      else broken.add(result.address);
    }
  }
  components.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  return { components, documents: resolved, disabled, broken };
}

/** Documents that are neither the stack, nor services, nor components. */
function otherDocuments(documents: DocumentSet, resolution: Resolution): ResolvedDocument[] {
  const inherited = ["InfraDefaults", "ServiceInfraDefaults", "ComponentInfra"].flatMap((kind) =>
    documents.ofKind(kind).map((each) => resolveDocument(each, { ...resolution, report: () => {} }, "keep")),
  );
  const rules = ["Networking", "Security", "Observability", "Compliance"].flatMap((kind) => documents.ofKind(kind));
  return [...inherited, ...[...rules, ...documents.strangers].map((each) => resolveDocument(each, resolution))];
}

/** What the documents say about the foundation. */
function foundations(
  documents: DocumentSet,
  inherited: Inheritance,
  resolution: Resolution,
  region: Region,
  labels: Readonly<Record<string, string>>,
): Map<FoundationPart, ResolvedComponent> {
  const result = new Map<FoundationPart, ResolvedComponent>();
  const add = (part: FoundationPart, layered: Layered) => {
    const { address, kind } = foundationParts[part];
    const { value: spec, untyped } = resolveField(layered, "spec", scopeFor(resolution, { address }));
    if (!spec) return;
    const locate: ResolvedComponent["locate"] = (path, what) => locateInLayers(layered, path, what);
    const common = {
      labels,
      description: undefined,
      dependsOn: [],
      references: [],
      configFiles: [],
      region,
      untyped,
      locate,
    };
    result.set(part, { address, kind, spec, ...common });
  };
  const [networking] = documents.ofKind("Networking");
  const silent = () => {};
  const network = inherited.foundation("network", networking && patchedLayers(networking, silent));
  const cluster = inherited.foundation("cluster", undefined);
  if (network) add("network", network);
  if (cluster) add("cluster", cluster);
  return result;
}

/** Addresses of components whose files could not be read. */
function brokenAddresses(raw: RawConfig): Address[] {
  return raw.brokenDocuments.flatMap(({ kind, service, name }) =>
    service !== undefined && name !== undefined && (kind === undefined || !isLanguageKind(kind))
      ? [makeAddress(service, name)]
      : [],
  );
}

/** Documents of unknown kinds may have been meant as components: what refers to them is not wrong as well. */
const strangerAddresses = (documents: DocumentSet): Address[] =>
  documents.strangers.flatMap(({ service, name }) => (service === undefined ? [] : [makeAddress(service, name)]));

/** A required variable without a value is a mistake even where nothing uses it. */
function reportRequired(resolution: Resolution): void {
  if (resolution.raw.environment === undefined || resolution.table.incomplete) return;
  for (const { name, at } of resolution.table.required) {
    if (resolution.missing.has(name)) continue;
    resolution.report(
      errorDiagnostic("VARIABLE_MISSING", {
        summary: "A required variable has no value",
        detail: `The variable ${name} is required and has no value.`,
        hint: `Pass --var ${name}=VALUE, or set it in the environment's values.yaml.`,
        at,
      }),
    );
  }
}
