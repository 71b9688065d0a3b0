import * as v from "valibot";
import { type StateDocument, stateFormatVersion, stateSchema } from "../../schemas/state.ts";
import { DeployerError } from "../diagnostics/deployer-error.ts";
import type { Address, DeploymentId, EnvironmentName, Scope, StackName } from "./address.ts";
import { sha256 } from "./fingerprint.ts";
import { isJsonObject, type Json } from "./json.ts";
import { fromRecordDocument, toRecordDocument } from "./record-document.ts";
import type { ComponentRecord, StateSnapshot } from "./state.ts";

/** The state in its stored form, checked against the schema, with the hash over its content and the scope that it belongs to. */
export function toStateDocument(snapshot: StateSnapshot): StateDocument {
  const components = Object.fromEntries(
    Object.values(snapshot.components).map((each: ComponentRecord) => [each.address, toRecordDocument(each)]),
  );
  const underway = snapshot.underway && { ...snapshot.underway, superseded: [...snapshot.underway.superseded] };
  // Hashed in the order in which the schema gives it, which is the order in which it is written.
  const { hash: _none, ...content } = v.parse(stateSchema, { ...snapshot, underway, components, hash: "" });
  return { ...content, hash: contentHash(content) };
}

/** Over the text of everything but the hash itself: several times cheaper than sorting the keys of a large state. */
const contentHash = (content: object): string => sha256(JSON.stringify(content));

/** The stored form as text. */
export const stateText = (snapshot: StateSnapshot): string => `${JSON.stringify(toStateDocument(snapshot))}\n`;

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
  if (!isJsonObject(raw)) throw corrupt(where, "it has not the form of a state");
  const { hash, ...content } = raw;
  if (contentHash(content) !== hash) throw corrupt(where, "its content does not match its hash");
  // The schema was held before the hash was made, so that a matching hash vouches for the form; checking it again would
  // take longer than everything else that reading a large state needs.
  const rest = content as unknown as Omit<StateDocument, "hash">;
  if (rest.stack !== scope.stack || rest.environment !== scope.environment)
    throw corrupt(where, `it belongs to stack ${rest.stack}, environment ${rest.environment}`);
  return {
    ...rest,
    stack: rest.stack as StackName,
    environment: rest.environment as EnvironmentName,
    underway: rest.underway && {
      ...rest.underway,
      deploymentId: rest.underway.deploymentId as DeploymentId,
      superseded: rest.underway.superseded as DeploymentId[],
    },
    components: Object.fromEntries(
      Object.values(rest.components).map((each) => [each.address, fromRecordDocument(each)]),
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
