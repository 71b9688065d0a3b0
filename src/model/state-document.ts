import * as v from "valibot";
import { type StateDocument, stateFormatVersion, stateSchema } from "../../schemas/state.ts";
import { DeployerError } from "../diagnostics/deployer-error.ts";
import type { Address, DeploymentId, EnvironmentName, Scope, StackName } from "./address.ts";
import { sha256 } from "./fingerprint.ts";
import { canonicalJson, isJsonObject, type Json } from "./json.ts";
import { fromRecordDocument, toRecordDocument } from "./record-document.ts";
import type { ComponentRecord, StateSnapshot } from "./state.ts";

/** The state in its stored form, with the hash over its content and the scope that it belongs to. */
export function toStateDocument(snapshot: StateSnapshot): StateDocument {
  const components = Object.fromEntries(
    Object.values(snapshot.components).map((each: ComponentRecord) => [each.address, toRecordDocument(each)]),
  );
  const underway = snapshot.underway && { ...snapshot.underway, superseded: [...snapshot.underway.superseded] };
  const content = { ...snapshot, underway, components };
  return { ...content, hash: contentHash(content) };
}

const contentHash = (content: object): string => {
  const { hash: _hash, ...rest } = content as { hash?: string };
  return sha256(canonicalJson(rest));
};

/** The stored form as text, checked against the schema before it leaves. */
export function stateText(snapshot: StateSnapshot): string {
  return `${JSON.stringify(v.parse(stateSchema, toStateDocument(snapshot)))}\n`;
}

/**
 * Reads stored state. Throws STATE_CORRUPT for a file that is truncated, altered or of another stack or environment,
 * and STATE_NEWER for a format that only a newer Deployer knows.
 */
export function parseState(text: string, scope: Scope, where: string): StateSnapshot {
  const raw = parseJson(text, where);
  if (isJsonObject(raw) && typeof raw.formatVersion === "number" && raw.formatVersion > stateFormatVersion)
    throw new DeployerError("STATE_NEWER", {
      fault: "user",
      summary: "The recorded state was written by a newer version of Deployer.",
      detail: `${where} has format ${raw.formatVersion}; this version reads up to ${stateFormatVersion}.`,
      hint: "Use the version of Deployer that wrote it, or a newer one.",
    });
  const parsed = v.safeParse(stateSchema, raw);
  if (!parsed.success) throw corrupt(where, `it has not the form of a state: ${parsed.issues[0].message}`);
  const document = parsed.output;
  if (document.stack !== scope.stack || document.environment !== scope.environment)
    throw corrupt(where, `it belongs to stack ${document.stack}, environment ${document.environment}`);
  if (contentHash(document) !== document.hash) throw corrupt(where, "its content does not match its hash");
  const { hash: _hash, ...rest } = document;
  return {
    ...rest,
    stack: document.stack as StackName,
    environment: document.environment as EnvironmentName,
    underway: document.underway && {
      ...document.underway,
      deploymentId: document.underway.deploymentId as DeploymentId,
      superseded: document.underway.superseded as DeploymentId[],
    },
    components: Object.fromEntries(
      Object.values(document.components).map((each) => [each.address, fromRecordDocument(each)]),
    ) as Record<Address, ComponentRecord>,
  };
}

function parseJson(text: string, where: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw corrupt(where, "it is not JSON; it may have been cut off while it was written");
  }
}

const corrupt = (where: string, why: string): DeployerError =>
  new DeployerError("STATE_CORRUPT", {
    fault: "environment",
    summary: "The recorded state cannot be trusted.",
    detail: `${where}: ${why}.`,
    hint: "Nothing was changed. Put back a good version of the file: the newest one in history/ holds it as `snapshot`.",
  });
