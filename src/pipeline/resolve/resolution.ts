import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Region } from "../../model/address.ts";
import type { RawConfig, ResolvedDocument } from "../../model/configuration.ts";
import { isJsonObject, type JsonObject, type JsonPath } from "../../model/json.ts";
import { yamlScalar } from "../../model/yaml-scalar.ts";
import { inherit, type PatchedDocument, patchedLayers } from "./document-set.ts";
import { type BuiltIns, type InterpolationScope, interpolate } from "./interpolate.ts";
import { type Layered, locateInLayers, noLayers } from "./layers.ts";
import type { TemplateLayer, Templates } from "./templates.ts";
import type { VariableTable } from "./variable-table.ts";

/** What every part of this stage needs to know. */
export interface Resolution {
  readonly raw: RawConfig;
  readonly table: VariableTable;
  readonly region: Region | undefined;
  readonly templates: Templates;
  /** Variables whose lack was reported where they are used. */
  readonly missing: Set<string>;
  report(diagnostic: Diagnostic): void;
}

/** Reports a finding once, however many components inherit the place where it stands. */
export function reportOnce(diagnostics: Diagnostic[]): (diagnostic: Diagnostic) => void {
  const seen = new Set<string>();
  return (diagnostic) => {
    const { code, file, line, column, detail } = diagnostic;
    const key = `${code} ${file}:${line}:${column} ${detail}`;
    if (file !== undefined && seen.has(key)) return;
    seen.add(key);
    diagnostics.push(diagnostic);
  };
}

/** What variables mean at one place. */
export function scopeFor(
  resolution: Resolution,
  place: { readonly service?: string; readonly component?: string; readonly address?: string } = {},
): InterpolationScope {
  const builtIns: Record<string, string | undefined> = {
    "deployer.stack": resolution.raw.stackName,
    "deployer.environment": resolution.raw.environment,
  };
  if (resolution.region !== undefined) builtIns["deployer.region"] = resolution.region;
  if (place.service !== undefined) builtIns["deployer.service"] = place.service;
  if (place.component !== undefined) builtIns["deployer.component"] = place.component;
  return {
    table: resolution.table,
    builtIns: builtIns satisfies BuiltIns,
    address: place.address,
    environmentKnown: resolution.raw.environment !== undefined,
    missing: resolution.missing,
    report: resolution.report,
  };
}

/** Fields that tell which document it is; a variable in one would make that depend on the environment. */
const identity = new Set(["name", "service", "stack"]);

export interface ResolvedField {
  /** Undefined where the field is no mapping. */
  readonly value: JsonObject | undefined;
  readonly unresolved: readonly JsonPath[];
  readonly untyped: readonly JsonPath[];
}

/** Replaces the variables of one top-level field. */
export function resolveField(layered: Layered, field: "metadata" | "spec", scope: InterpolationScope): ResolvedField {
  const value = layered.value[field];
  if (value === undefined) return { value: {}, unresolved: [], untyped: [] };
  if (!isJsonObject(value)) return { value: undefined, unresolved: [], untyped: [] };
  const locate = (path: JsonPath) => locateInLayers(layered, path);
  if (field === "spec") return interpolate(value, [field], scope, locate);
  const fixed: Record<string, JsonObject[string]> = {};
  const free: Record<string, JsonObject[string]> = {};
  for (const [key, member] of Object.entries(value)) (identity.has(key) ? fixed : free)[key] = member;
  const resolved = interpolate(free, [field], scope, locate);
  return { ...resolved, value: { ...withSwitch(resolved.value, resolved.untyped), ...fixed } };
}

/** Whether a document is left out is decided in this stage, before its schema could give an untyped text its type. */
function withSwitch(metadata: JsonObject, untyped: readonly JsonPath[]): JsonObject {
  const { enabled } = metadata;
  if (typeof enabled !== "string" || !untyped.some((path) => path.length === 2 && path[1] === "enabled"))
    return metadata;
  const scalar = yamlScalar(enabled);
  return typeof scalar === "boolean" ? { ...metadata, enabled: scalar } : metadata;
}

/** A document of the language with its patches, and with its variables replaced unless its heirs will do that. */
export function resolveDocument(
  patched: PatchedDocument,
  resolution: Resolution,
  variables: "replace" | "keep" = "replace",
): ResolvedDocument {
  const own = inherit(noLayers, patchedLayers(patched, resolution.report), () => {});
  const template: TemplateLayer =
    patched.document.kind === "Service" ? resolution.templates.below("Service", own, undefined) : { state: "none" };
  const layered =
    template.state === "found"
      ? inherit(
          template.layered,
          patchedLayers(patched, () => {}),
          () => {},
        )
      : own;
  const locate: ResolvedDocument["locate"] = (path, what) => locateInLayers(layered, path, what);
  const { apiVersion, kind, file } = patched.document;
  const common = {
    file,
    apiVersion,
    kind,
    address: undefined,
    locate,
    template: template.state === "found" ? template.use : undefined,
  };
  if (variables === "keep") return { ...common, body: layered.value, unresolved: [], untyped: [] };
  const scope = scopeFor(resolution, patched.document.kind === "Service" ? { service: patched.name } : {});
  const metadata = resolveField(layered, "metadata", scope);
  const spec = resolveField(layered, "spec", scope);
  return {
    ...common,
    body: {
      ...layered.value,
      ...(metadata.value ? { metadata: metadata.value } : {}),
      ...(spec.value ? { spec: spec.value } : {}),
    },
    unresolved: [...metadata.unresolved, ...spec.unresolved],
    untyped: [...metadata.untyped, ...spec.untyped],
  };
}
