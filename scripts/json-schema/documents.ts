import type * as v from "valibot";
import { commonSpecSchema } from "../../schemas/component.ts";
import {
  componentDocumentSchema,
  componentsApiVersion,
  infraApiVersion,
  isLanguageKind,
  type LanguageKind,
  languageKinds,
} from "../../schemas/language.ts";
import type { Kind, KindRegistry } from "../../src/kinds/kind.ts";
import { foundationService } from "../../src/model/address.ts";
import { asWritten, type Extent, writtenDefinitions } from "./as-written.ts";
import { convert } from "./convert.ts";
import { draft, type JsonSchema, mapMembers, reference } from "./json-schema.ts";

/** Kinds that a component can have. */
export const componentKinds = (kinds: KindRegistry): Kind[] =>
  [...kinds.values()]
    .filter((kind) => kind.apiVersion === componentsApiVersion)
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Every kind that a document can have: those of the language, then those of components. */
export const documentKinds = (kinds: KindRegistry): string[] => [
  ...Object.keys(languageKinds),
  ...componentKinds(kinds).map((kind) => kind.name),
];

/**
 * One schema for every document, which chooses by the document's kind. Of `extent` part it is for documents that others
 * complete: overlays, those of templates, and whatever inherits fields that its kind requires.
 */
export function combinedSchema(kinds: KindRegistry, extent: Extent): JsonSchema {
  const names = documentKinds(kinds);
  const apiVersions = [...new Set(names.map(apiVersionOf))];
  const part = extent === "part" ? " that others complete: an overlay's or a template's" : "";
  return {
    $schema: draft,
    title: `A document of Deployer${part}`,
    type: "object",
    properties: {
      apiVersion: { description: "The group that the kind belongs to, and its version.", enum: apiVersions },
      kind: { description: "What the document describes.", enum: names },
    },
    required: ["apiVersion", "kind"],
    allOf: names.map((name) => ({
      if: { properties: { kind: { const: name } }, required: ["kind"] },
      // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema, and nothing awaits this.
      then: reference(name),
    })),
    definitions: definitions(kinds, extent),
  };
}

const apiVersionOf = (name: string): string =>
  isLanguageKind(name) ? languageKinds[name].apiVersion : componentsApiVersion;

function definitions(kinds: KindRegistry, extent: Extent): Record<string, JsonSchema> {
  const all: Record<string, JsonSchema> = {};
  for (const name of Object.keys(languageKinds)) {
    if (isLanguageKind(name)) all[name] = languageDocument(name, kinds, extent);
  }
  for (const kind of componentKinds(kinds)) {
    const { name } = kind;
    const spec = componentSpec(kind);
    const described = document(componentDocumentSchema, name, reference(`${name}.${extent}`), extent);
    all[name] = extent === "whole" && hasRequired(spec) ? requiringSpec(described, name) : described;
    if (extent === "whole") all[`${name}.whole`] = asWritten(spec, "whole");
    all[`${name}.part`] = asWritten(spec, "part");
  }
  return { ...all, ...writtenDefinitions(extent) };
}

/** A document whose spec has required fields, and so cannot be left out; a template can hold them in its place. */
function requiringSpec(schema: JsonSchema, name: string): JsonSchema {
  const { spec: _, ...properties } = schema.properties ?? {};
  const whole: JsonSchema = { properties: { spec: reference(`${name}.whole`) }, required: ["spec"] };
  if (!properties.template)
    return { ...schema, properties: { ...properties, ...whole.properties }, ...requiredToo(schema, "spec") };
  return {
    ...schema,
    properties: { ...properties, spec: {} },
    if: { required: ["template"] },
    // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema, and nothing awaits this.
    then: { properties: { spec: { anyOf: [reference(`${name}.part`), { type: "null" }] } } },
    else: whole,
  };
}

const requiredToo = (schema: JsonSchema, field: string): JsonSchema => ({
  required: [...(schema.required ?? []), field],
});

/** What a component's spec may hold: the kind's own fields, and those of every component. */
export function componentSpec(kind: Kind): JsonSchema {
  const shared = convert(commonSpecSchema).properties;
  const withShared = (own: JsonSchema): JsonSchema => ({ ...own, properties: { ...own.properties, ...shared } });
  const own = convert(kind.spec);
  return own.type === "object" ? withShared(own) : { ...own, anyOf: own.anyOf?.map(withShared) ?? [] };
}

/** Whether a spec cannot be empty. */
const hasRequired = (spec: JsonSchema): boolean =>
  spec.required !== undefined || (spec.type !== "object" && (spec.anyOf ?? []).every(hasRequired));

function languageDocument(name: LanguageKind, kinds: KindRegistry, extent: Extent): JsonSchema {
  const { schema } = languageKinds[name];
  return document(schema, name, languageSpec(name, kinds, extent), extent);
}

/** The spec of a document of the language, with what the kinds of components say about the specs within. */
function languageSpec(name: LanguageKind, kinds: KindRegistry, extent: Extent): JsonSchema {
  const maker = kinds.get(name);
  if (maker) return asWritten(convert(maker.spec), extent);
  const parts = componentKinds(kinds).map((kind) => kind.name);
  if (name === "ComponentInfra") {
    return { description: "Part of the component's spec.", anyOf: parts.map((each) => reference(`${each}.part`)) };
  }
  const spec = asWritten(convert(languageKinds[name].schema).properties?.spec ?? {}, extent);
  const { properties = {} } = spec;
  if (!properties.kinds) return spec;
  const { additionalProperties: _, ...described } = properties.kinds;
  const byKind = Object.fromEntries(parts.map((each) => [each, reference(`${each}.part`)]));
  const directive = described.properties ?? {};
  const within: Record<string, JsonSchema> = {
    kinds: { ...described, properties: { ...byKind, ...directive }, additionalProperties: false },
  };
  const cluster = kinds.get("Cluster");
  if (properties.cluster && cluster) {
    const { description } = properties.cluster;
    within.cluster = { ...asWritten(convert(cluster.spec), "part"), ...(description ? { description } : {}) };
  }
  return { ...spec, properties: { ...properties, ...within } };
}

function document(schema: v.GenericSchema, name: string, spec: JsonSchema, extent: Extent): JsonSchema {
  const { metadata = {}, spec: _, ...others } = convert(schema).properties ?? {};
  return {
    title: name,
    type: "object",
    properties: {
      ...mapMembers(others, (member) => asWritten(member, extent)),
      apiVersion: { description: "The group that the kind belongs to, and its version.", const: apiVersionOf(name) },
      kind: { description: "What the document describes.", const: name },
      metadata: writtenMetadata(metadata, name, extent),
      spec: { description: "What is wanted.", anyOf: [spec, { type: "null" }] },
    },
    required: needsMetadata(name, extent) ? ["apiVersion", "kind", "metadata"] : ["apiVersion", "kind"],
    additionalProperties: false,
  };
}

const names: JsonSchema = {
  type: "string",
  pattern: "^[a-z](?:-?[a-z0-9])*$",
  patternErrorMessage:
    "must be made of a-z, 0-9 and single hyphens and begin with a letter; variables cannot stand here",
  maxLength: 63,
};
const ofService: JsonSchema = { ...names, not: { const: foundationService } };

/** Which document it is must not depend on the environment, so that these fields take no variables. */
function writtenMetadata(metadata: JsonSchema, name: string, extent: Extent): JsonSchema {
  const written = asWritten(metadata, extent);
  const identity: Record<string, JsonSchema> = {
    name: name === "Service" ? ofService : names,
    stack: names,
    service: ofService,
  };
  const properties = mapMembers(written.properties ?? {}, (member, field) => {
    const { description } = member;
    return identity[field] ? { ...(description ? { description } : {}), ...identity[field] } : member;
  });
  const description = "Which document it is, and what people and other tools should know about it.";
  return { description, ...written, properties, ...(needsName(name, extent) ? { required: ["name"] } : {}) };
}

/** A template lies in a folder that says its name, and its documents get theirs from those that use it. */
const needsMetadata = (name: string, extent: Extent): boolean => extent === "whole" && name !== "Template";

/** There is one of each of the others, for a stack or for a service. */
const needsName = (name: string, extent: Extent): boolean =>
  needsMetadata(name, extent) && (apiVersionOf(name) !== infraApiVersion || name === "ComponentInfra");
