import { isLanguageKind, languageKinds } from "../../../schemas/language.ts";
import type { MergeKeys } from "../../../schemas/merge-key.ts";
import { type Diagnostic, errorDiagnostic, warningDiagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import type { KindRegistry } from "../../kinds/kind.ts";
import type { RawConfig, RawDocument } from "../../model/configuration.ts";
import { formatPath, isJsonObject } from "../../model/json.ts";
import { documentMergeKeys } from "./document-merge-keys.ts";
import { asPatch, type Layered, layOver, locateInLayers } from "./layers.ts";
import type { MergeReport } from "./strategic-merge.ts";

/** A document with the patches of its environment, which are kept apart where weaker layers go between. */
export interface PatchedDocument {
  readonly document: RawDocument;
  readonly name: string;
  /** Undefined for what belongs to no service. */
  readonly service: string | undefined;
  readonly patches: readonly RawDocument[];
  /** How its lists merge. */
  readonly keys: MergeKeys;
}

/** Documents of the stack by kind; what is no part of the language counts as a component. */
export interface DocumentSet {
  ofKind(kind: string): readonly PatchedDocument[];
  readonly components: readonly PatchedDocument[];
  /** Unknown kinds of the core and infra groups. */
  readonly strangers: readonly PatchedDocument[];
}

type Report = (diagnostic: Diagnostic) => void;

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Components share one name space whatever their kinds; other documents have one per kind. */
function identityOf(document: RawDocument): string {
  const name = text(document.metadata.name) ?? "";
  const service = text(document.metadata.service) ?? "";
  if (isLanguageKind(document.kind)) {
    // There is one network and one set of rules per stack, whatever the documents are called.
    const single = document.kind === "Stack" || document.kind === "Networking";
    return single ? document.kind : `${document.kind} ${service}/${name}`;
  }
  return `component ${service}/${name}`;
}

const isStranger = (document: RawDocument): boolean =>
  !isLanguageKind(document.kind) && /^(?:core|infra)\./.test(document.apiVersion);

/** Sorts the documents, refuses a second one of the same identity, and gives each its patches. */
export function documentSet(raw: RawConfig, kinds: KindRegistry, report: Report): DocumentSet {
  const first = new Map<string, RawDocument>();
  for (const document of raw.documents) {
    const identity = identityOf(document);
    const other = first.get(identity);
    if (document.kind === "Template") {
      report(templateElsewhere(document));
      continue;
    }
    if (other) report(duplicate(document, other));
    else first.set(identity, document);
  }
  const patches = matchPatches(raw, [...first.values()], report);
  const keysOf = documentMergeKeys(kinds, [...first.values()]);
  const byKind = new Map<string, PatchedDocument[]>();
  const components: PatchedDocument[] = [];
  const strangers: PatchedDocument[] = [];
  for (const document of first.values()) {
    const patched: PatchedDocument = {
      document,
      name: text(document.metadata.name) ?? "",
      service: text(document.metadata.service),
      patches: patches.get(document) ?? [],
      keys: keysOf(document),
    };
    if (isLanguageKind(document.kind)) {
      const list = byKind.get(document.kind);
      if (list) list.push(patched);
      else byKind.set(document.kind, [patched]);
    } else (isStranger(document) || patched.service === undefined ? strangers : components).push(patched);
  }
  return { ofKind: (kind) => byKind.get(kind) ?? [], components, strangers };
}

const templateElsewhere = (document: RawDocument): Diagnostic =>
  errorDiagnostic("DOCUMENT_SHAPE", {
    summary: "A template lies in a stack",
    detail: "Templates belong to the repository and not to a stack.",
    hint: "Move it into templates/NAME/VERSION/ or shared/NAME/VERSION/ at the repository's root.",
    at: document.locate(["kind"]),
  });

function duplicate(document: RawDocument, other: RawDocument): Diagnostic {
  const component = !isLanguageKind(document.kind);
  const first = other.locate(["metadata", "name"]);
  return errorDiagnostic("DUPLICATE_DOCUMENT", {
    summary: component ? "Two components have the same address" : "Two documents describe the same thing",
    detail: `${describe(document)} is already described at ${first.file}:${first.line}:${first.column}.`,
    hint: component ? "Give one of them another name." : "Merge them into one document.",
    at: document.locate(["metadata", "name"]),
    address: component ? addressText(document) : undefined,
  });
}

const addressText = (document: RawDocument): string => `${document.metadata.service}/${document.metadata.name}`;

const describe = (document: RawDocument): string =>
  document.metadata.service === undefined
    ? `${document.kind} ${document.metadata.name}`
    : `${document.kind} ${addressText(document)}`;

/** Which document each patch is for; the map keeps the order of the patches' paths. */
function matchPatches(
  raw: RawConfig,
  documents: readonly RawDocument[],
  report: Report,
): Map<RawDocument, RawDocument[]> {
  const byKey = new Map(documents.map((document) => [patchKey(document), document]));
  const result = new Map<RawDocument, RawDocument[]>();
  for (const patch of raw.patches) {
    const target = byKey.get(patchKey(patch)) ?? singleOfKind(patch, documents);
    if (target) {
      const list = result.get(target);
      if (list) list.push(patch);
      else result.set(target, [patch]);
    } else if (!raw.brokenDocuments.some((broken) => mayBe(patch, broken))) report(unmatched(patch, documents));
  }
  return result;
}

const patchKey = (document: RawDocument): string =>
  `${document.kind} ${text(document.metadata.service) ?? ""}/${text(document.metadata.name) ?? ""}`;

/** A stack has one Stack and one Networking document, so that a patch finds it by its kind. */
function singleOfKind(patch: RawDocument, documents: readonly RawDocument[]): RawDocument | undefined {
  if (patch.kind !== "Stack" && patch.kind !== "Networking") return undefined;
  return documents.find((document) => document.kind === patch.kind);
}

function mayBe(patch: RawDocument, broken: RawConfig["brokenDocuments"][number]): boolean {
  return (
    (broken.kind === undefined || broken.kind === patch.kind) &&
    (broken.service === undefined || broken.service === patch.metadata.service) &&
    (broken.name === undefined || broken.name === patch.metadata.name)
  );
}

function unmatched(patch: RawDocument, documents: readonly RawDocument[]): Diagnostic {
  const wanted = patchKey(patch);
  const sameName = documents.find(
    (each) => each.metadata.name === patch.metadata.name && each.metadata.service === patch.metadata.service,
  );
  const nearest = sameName ? patchKey(sameName) : nearestName(wanted, documents.map(patchKey));
  const shown = (key: string) => key.replace(/ \//, " ");
  const known = !isLanguageKind(patch.kind) || languageKinds[patch.kind].inService;
  return errorDiagnostic("PATCH_UNMATCHED", {
    summary: "A patch matches no document",
    detail: `The stack has no ${shown(wanted)} that this document could patch.`,
    hint: nearest
      ? `Did you mean ${shown(nearest)}?`
      : `kind, metadata.name${known ? " and metadata.service" : ""} must be those of a document outside of environments/.`,
    at: patch.locate(["metadata", "name"]),
    address: isLanguageKind(patch.kind) ? undefined : addressText(patch),
  });
}

/** A document with its patches, in the form in which it can still be laid over something weaker. */
export const patchedLayers = (patched: PatchedDocument, report: Report): Layered =>
  patched.patches.reduce((base, patch) => layPatch(base, patch, report), asPatch(patched.document, patched.keys));

/** Lays a patch of the environment over a value, and warns of list items that it takes away. */
export function layPatch(base: Layered, patch: RawDocument, report: Report): Layered {
  const over = asPatch(patch, base.keys);
  if (patch.body.$patch === "delete") {
    report(
      errorDiagnostic("PATCH_INVALID", {
        summary: "A patch would delete a whole document",
        detail: `$patch: delete stands at the top of the patch, where it would delete all of ${patch.kind} ${text(patch.metadata.name) ?? ""}.`,
        hint: "Write metadata.enabled: false to leave a component or service out of an environment.",
        at: patch.locate(["$patch"]),
        address: isLanguageKind(patch.kind) ? undefined : addressText(patch),
      }),
    );
    return base;
  }
  return layOver(base, over, {
    ...directiveReport(over, report),
    itemsRemoved: (path, items) => {
      report(
        warningDiagnostic("PATCH_REMOVES_ITEMS", {
          summary: "A patch takes items of a list away",
          detail: `The list ${formatPath(path)} is replaced, and no longer holds ${items.map((item) => JSON.stringify(item)).join(", ")}.`,
          hint: "Repeat the items that are to stay.",
          at: patch.locate(path, "key"),
        }),
      );
    },
  });
}

/** Reports what a merge finds wrong in the stronger side. Inheriting may replace lists without a word. */
export function directiveReport(over: Layered, report: Report): MergeReport {
  return {
    itemsRemoved: () => {},
    invalidDirective: (path, directive) => {
      const shown = isJsonObject(directive) || Array.isArray(directive) ? "this value" : JSON.stringify(directive);
      report(
        errorDiagnostic("PATCH_INVALID", {
          summary: "A $patch directive is not known",
          detail: `$patch is delete, replace or merge, and not ${shown}.`,
          at: locateInLayers(over, path),
        }),
      );
    },
  };
}

/** Lays stronger layers over weaker ones as inheritance does. */
export const inherit = (base: Layered, over: Layered | undefined, report: Report): Layered =>
  over ? layOver(base, over, directiveReport(over, report)) : base;
