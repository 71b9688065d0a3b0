import type { SourcePosition } from "../diagnostics/diagnostic.ts";
import { type Address, splitAddress } from "../model/address.ts";
import type { ResolvedComponent, ResolvedConfig, ResolvedDocument, ValidComponent } from "../model/configuration.ts";
import { foundationParts } from "../model/foundation.ts";
import { isJsonObject, type Json, type JsonObject, type JsonPath, valueAt } from "../model/json.ts";

/** Where a value of a resolved document comes from. */
export type Origin =
  /** It is written there, or it is what a variable that is used there stands for. */
  | { readonly source: "document"; readonly at: SourcePosition }
  /** Nobody wrote it: it is what the component's kind takes for granted. */
  | { readonly source: "kind default" }
  /** It follows from where the document lies or from what Deployer itself adds. */
  | { readonly source: "implied" };

/** Says where each value of a component's resolved document comes from. */
export type OriginOf = (path: JsonPath) => Origin;

const implied: Origin = { source: "implied" };
const kindDefault: Origin = { source: "kind default" };

/** Prepares the question where values come from, for the components of one configuration. */
export function provenance(resolved: ResolvedConfig): (component: ValidComponent) => OriginOf {
  const written = new Map<Address, ResolvedComponent>(resolved.components.map((each) => [each.address, each]));
  for (const [part, component] of resolved.foundations) written.set(foundationParts[part].address, component);
  const documents = new Map<Address, ResolvedDocument>();
  for (const each of resolved.documents) if (each.address) documents.set(each.address, each);
  return (component) => {
    const document = documents.get(component.address);
    const givers = labelGivers(resolved, component.address, document);
    return (path) => {
      const [field, name, key] = path;
      if (field === "spec") return originInSpec(component, written.get(component.address), path);
      if (field === "metadata" && name === "labels" && typeof key === "string") return originOfLabel(givers, key);
      return document ? originIn(document, path) : implied;
    };
  };
}

function originIn(document: ResolvedDocument, path: JsonPath): Origin {
  // A name that follows from the document's folder is part of no body.
  return valueAt(document.body, path) === undefined ? implied : { source: "document", at: document.locate(path) };
}

function originInSpec(component: ValidComponent, written: ResolvedComponent | undefined, path: JsonPath): Origin {
  if (!written) return kindDefault;
  const [, field, index] = path;
  if (field === "dependsOn") {
    const dependency = typeof index === "number" ? component.dependsOn[index] : undefined;
    return dependency ? { source: "document", at: component.locate(dependency.path) } : implied;
  }
  let here: Json | undefined = written.spec;
  for (let depth = 1; depth < path.length; depth++) {
    const below: Json | undefined = valueAt(here, path.slice(depth, depth + 1));
    if (below === undefined) {
      // A short form that the schema has spelt out: all of it comes from the place of the short form.
      const spelt = !isJsonObject(here) && !Array.isArray(here);
      return spelt ? { source: "document", at: written.locate(path.slice(0, depth)) } : kindDefault;
    }
    here = below;
  }
  return { source: "document", at: written.locate(path) };
}

/** A document that gives labels, and where in it they stand. */
interface LabelGiver {
  readonly document: ResolvedDocument;
  readonly path: JsonPath;
}

/** Who gives labels to a component, the strongest first. */
function labelGivers(
  resolved: ResolvedConfig,
  address: Address,
  own: ResolvedDocument | undefined,
): readonly LabelGiver[] {
  const { service } = splitAddress(address);
  const nameIn = (document: ResolvedDocument, field: string): Json | undefined =>
    isJsonObject(document.body.metadata) ? (document.body.metadata as JsonObject)[field] : undefined;
  const of = (kind: string, path: JsonPath, belongs: (document: ResolvedDocument) => boolean): LabelGiver[] =>
    resolved.documents
      .filter((each) => each.kind === kind && belongs(each))
      .reverse()
      .map((document) => ({ document, path }));
  const inService = (document: ResolvedDocument): boolean =>
    (nameIn(document, "service") ?? serviceOfFile(document.file)) === service;
  return [
    ...(own ? [{ document: own, path: ["metadata", "labels"] }] : []),
    ...of("ServiceInfraDefaults", ["spec", "labels"], inService),
    ...of("Service", ["metadata", "labels"], (each) => nameIn(each, "name") === service),
    ...of("InfraDefaults", ["spec", "labels"], () => true),
    ...of("Stack", ["metadata", "labels"], () => true),
  ];
}

const serviceOfFile = (file: string): string | undefined => /(?:^|\/)services\/([^/]+)\//.exec(file)?.[1];

function originOfLabel(givers: readonly LabelGiver[], key: string): Origin {
  for (const { document, path } of givers) {
    const whole = [...path, key];
    if (valueAt(document.body, whole) !== undefined) return { source: "document", at: document.locate(whole) };
  }
  return implied;
}
