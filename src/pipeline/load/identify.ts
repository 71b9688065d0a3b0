import { isLanguageKind, languageKinds } from "../../../schemas/language.ts";
import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import { foundationService, isName, type StackName } from "../../model/address.ts";
import type { BrokenDocument, RawDocument } from "../../model/configuration.ts";
import { isJsonObject, type Json, type JsonObject } from "../../model/json.ts";
import type { YamlFile } from "./source-files.ts";

/** What a file's place in the stack's folder says about the documents in it. */
interface Place {
  readonly service: string | undefined;
  readonly component: string | undefined;
}

export interface IdentifiedDocuments {
  readonly documents: RawDocument[];
  readonly broken: BrokenDocument[];
}

/** Kinds whose documents are one of a kind for a stack or service, so that they need no name. */
const nameless = new Set([
  "InfraDefaults",
  "ServiceInfraDefaults",
  "Networking",
  "Security",
  "Observability",
  "Compliance",
]);
export const defaultDocumentName = "default";

/** Tells what each document of a file is, by its content and, where that is silent, by its place. */
export function identifyDocuments(
  file: YamlFile,
  stack: StackName,
  report: (diagnostic: Diagnostic) => void,
): IdentifiedDocuments {
  const place = placeOf(file.path, stack);
  const documents: RawDocument[] = [];
  const broken: BrokenDocument[] = [];
  if (file.broken) {
    const known = file.values.filter(isJsonObject);
    for (const body of known.length > 0 ? known : [{}]) broken.push(brokenDocument(file.path, body, place));
    return { documents, broken };
  }
  file.values.forEach((body, index) => {
    if (body === null) return;
    const document = identify(file, index, body, place, stack, report);
    if (document) documents.push(document);
    else broken.push(brokenDocument(file.path, isJsonObject(body) ? body : {}, place));
  });
  return { documents, broken };
}

function placeOf(path: string, stack: StackName): Place {
  const inStack = path.slice(`stacks/${stack}/`.length).replace(/^environments\/[^/]+\//, "");
  const match = /^services\/([^/]+)\/(?:components\/([^/]+)\/)?/.exec(inStack);
  return { service: match?.[1], component: match?.[2] };
}

const text = (value: Json | undefined): string | undefined => (typeof value === "string" ? value : undefined);

function brokenDocument(file: string, body: JsonObject, place: Place): BrokenDocument {
  const metadata = isJsonObject(body.metadata) ? body.metadata : {};
  return {
    file,
    kind: text(body.kind),
    service: text(metadata.service) ?? place.service,
    name: text(metadata.name) ?? place.component,
  };
}

function identify(
  file: YamlFile,
  index: number,
  body: Json,
  place: Place,
  stack: StackName,
  report: (diagnostic: Diagnostic) => void,
): RawDocument | undefined {
  const locate: RawDocument["locate"] = (path, what) => file.locate(index, path, what);
  if (!isJsonObject(body)) {
    const detail = `A document must be a mapping with apiVersion, kind and metadata; this one is ${Array.isArray(body) ? "a list" : "a single value"}.`;
    report(errorDiagnostic("DOCUMENT_SHAPE", { summary: "A document is no mapping", detail, at: locate([]) }));
    return undefined;
  }
  const { apiVersion, kind, metadata = {} } = body;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || !isJsonObject(metadata) || !("metadata" in body)) {
    const wrong = [
      ...(typeof apiVersion === "string" ? [] : ["apiVersion"]),
      ...(typeof kind === "string" ? [] : ["kind"]),
      ...("metadata" in body && isJsonObject(metadata) ? [] : ["metadata"]),
    ];
    const present = wrong.find((field) => field in body);
    report(
      errorDiagnostic("DOCUMENT_SHAPE", {
        summary: "A document does not say what it is",
        detail: `The document has no usable ${wrong.join(", ")}; apiVersion and kind are texts, metadata is a mapping.`,
        hint: "Files that are no documents belong into a component's configs/.",
        at: present ? locate([present]) : locate([]),
      }),
    );
    return undefined;
  }
  const identity = new Identity(apiVersion, kind, metadata, place, stack, locate, report);
  const known = identity.read();
  return known && { file: file.path, index, apiVersion, kind, metadata: { ...metadata, ...known }, body, locate };
}

/** Reads a document's name, service and stack, and reports what is wrong with them. */
class Identity {
  constructor(
    private readonly apiVersion: string,
    private readonly kind: string,
    private readonly metadata: JsonObject,
    private readonly place: Place,
    private readonly stack: StackName,
    private readonly locate: RawDocument["locate"],
    private readonly report: (diagnostic: Diagnostic) => void,
  ) {}

  /** Undefined where there is no telling which document it is. */
  read(): { readonly name: string; readonly stack: string; readonly service?: string } | undefined {
    const stack = this.field("stack");
    if (stack !== undefined && stack !== null && stack !== this.stack) {
      this.problem("INVALID_VALUE", "stack", "A document belongs to another stack", {
        detail: `metadata.stack is ${stack}, but the document lies in the folder of the stack ${this.stack}.`,
        hint: `Write ${this.stack}, or leave it out.`,
      });
    }
    const name = this.name();
    const service = this.service();
    if (name === undefined || service === undefined) return undefined;
    return { name, stack: this.stack, ...(service === null ? {} : { service }) };
  }

  private name(): string | undefined {
    const given = this.field("name");
    if (given === null) return undefined;
    if (given === undefined) {
      if (nameless.has(this.kind)) return defaultDocumentName;
      this.problem("MISSING_FIELD", "name", "A required field is missing", {
        detail: "metadata.name is missing.",
        hint: this.place.component ? `Write metadata.name, such as ${this.place.component}.` : "Write metadata.name.",
      });
      return undefined;
    }
    if (this.kind === "Stack" && given !== this.stack) {
      this.problem("INVALID_VALUE", "name", "A stack and its folder have different names", {
        detail: `The stack is called ${given} and lies in stacks/${this.stack}.`,
        hint: `Write ${this.stack}, or rename the folder.`,
      });
    } else this.checkName("name", given);
    if (this.kind === "Service") this.checkReserved("name", given);
    return given;
  }

  /** Null where the kind belongs to no service; undefined where it should and does not. */
  private service(): string | null | undefined {
    const given = this.field("service");
    if (given === null) return undefined;
    if (isLanguageKind(this.kind) && !languageKinds[this.kind].inService) return null;
    // An unknown kind of another API group is no component: what it lacks is a kind that exists, not a service.
    if (!isLanguageKind(this.kind) && /^(?:core|infra)\./.test(this.apiVersion))
      return given ?? this.place.service ?? null;
    if (given === undefined) {
      if (this.place.service !== undefined) return this.place.service;
      this.problem("MISSING_FIELD", "service", "A required field is missing", {
        detail: "metadata.service is missing, and the file does not lie below services/<service>/.",
        hint: "Write metadata.service, or move the file into its service's folder.",
      });
      return undefined;
    }
    this.checkName("service", given);
    this.checkReserved("service", given);
    return given;
  }

  /** Undefined where it is missing, null where it has the wrong type. */
  private field(name: string): string | null | undefined {
    const value = this.metadata[name];
    if (value === undefined || value === null || typeof value === "string") return value ?? undefined;
    this.problem("WRONG_TYPE", name, "A value has the wrong type", {
      detail: `metadata.${name} must be a text.`,
      hint: "Put the value in quotes.",
    });
    return null;
  }

  private checkName(field: string, value: string): void {
    if (isName(value)) return;
    this.problem("INVALID_NAME", field, "A name is not valid", {
      detail: `metadata.${field} is ${JSON.stringify(value)}; names are made of a-z, 0-9 and single hyphens, begin with a letter, and have at most 63 characters.`,
      hint: value.includes("${") ? "Names cannot hold variables." : "Choose another name.",
    });
  }

  private checkReserved(field: string, value: string): void {
    if (value !== foundationService) return;
    this.problem("INVALID_NAME", field, "A name is reserved", {
      detail: `The service ${foundationService} holds what Deployer itself puts below all components.`,
      hint: "Choose another name.",
    });
  }

  private problem(
    code: Diagnostic["code"],
    field: string,
    summary: string,
    rest: { readonly detail: string; readonly hint: string },
  ): void {
    const at = field in this.metadata ? this.locate(["metadata", field]) : this.locate(["metadata"], "key");
    this.report(errorDiagnostic(code, { summary, ...rest, at }));
  }
}
