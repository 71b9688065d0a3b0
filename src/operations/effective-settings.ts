import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import type { ConfigurationRequest } from "../model/configuration.ts";
import { type Json, valueAt } from "../model/json.ts";
import { load } from "../pipeline/load/index.ts";
import { resolve } from "../pipeline/resolve/index.ts";
import type { WrittenSetting } from "../ports/written-setting.ts";
import type { RepositoryServices, Settings } from "./services.ts";

type Value = string | number | boolean;

/** Where a setting's value comes from, the strongest first. */
export type SettingSource = "flag" | "variable" | "stack" | "file" | "default" | "unset";

export interface EffectiveSetting {
  readonly key: string;
  /** Undefined where it is not set, or secret. */
  readonly value: Value | undefined;
  readonly source: SettingSource;
  /** The flag, the variable, or the place in a file. */
  readonly from: string | undefined;
  /** Set, and never shown. */
  readonly secret: boolean;
}

/** A value from the command line or the process environment. */
export interface GivenSetting {
  readonly value: Value;
  readonly source: "flag" | "variable";
  readonly from: string;
}

/** Every key of the settings file, in its order. */
const keys = [
  ...["type", "region", "bucket", "prefix", "path"].map((name) => `backend.${name}`),
  ...["type", "region", "table", "ttl", "heartbeat"].map((name) => `locks.${name}`),
  ...["profile", "region", "assumeRole.roleArn", "assumeRole.sessionName"].map((name) => `aws.${name}`),
  ...["backend", "accessToken"].map((name) => `pulumi.${name}`),
  ...["colorOutput", "progressBar", "autoApprove", "parallelism"].map((name) => `preferences.${name}`),
  ...["level", "file", "maxSize", "maxBackups", "maxAge"].map((name) => `logging.${name}`),
];
const secretKeys = new Set(["pulumi.accessToken"]);
/** Defaults of sections that the settings leave out altogether, times in seconds. */
const sectionDefaults: Readonly<Record<string, Value>> = {
  "backend.type": "s3",
  "locks.type": "dynamodb",
  "locks.ttl": 3600,
  "locks.heartbeat": 30,
};

export interface SettingSources {
  readonly given: ReadonlyMap<string, GivenSetting>;
  readonly stack: ReadonlyMap<string, { readonly value: Value; readonly from: string }>;
  readonly written: readonly WrittenSetting[];
  readonly settingsFile: string;
  /** The file's content with defaults in place. */
  readonly settings: Settings;
}

/** Every setting with what it is and why: flags, then variables, the stack, the settings file, and defaults. */
export function effectiveSettings(sources: SettingSources): EffectiveSetting[] {
  const written = new Map(sources.written.map((each) => [each.key, each]));
  const known = [...keys, ...[...written.keys()].filter((key) => key !== "version" && !keys.includes(key))];
  return known.map((key) => {
    const { value, source, from } = strongest(key, sources, written.get(key));
    const secret = secretKeys.has(key) && value !== undefined;
    return { key, value: secret ? undefined : value, source, from, secret };
  });
}

function strongest(
  key: string,
  { given, stack, settingsFile, settings }: SettingSources,
  written: WrittenSetting | undefined,
): { readonly value: Value | undefined; readonly source: SettingSource; readonly from: string | undefined } {
  const named = given.get(key);
  if (named) return named;
  const ofStack = stack.get(key);
  if (ofStack) return { ...ofStack, source: "stack" };
  if (written) return { value: written.value, source: "file", from: `${settingsFile}:${written.line}` };
  const usual = valueAt(settings as unknown as Json, key.split(".")) ?? sectionDefaults[key];
  if (usual === undefined || usual === null || typeof usual === "object")
    return { value: undefined, source: "unset", from: undefined };
  return { value: usual as Value, source: "default", from: undefined };
}

/** What a stack's document says about its backend, as its environment has it. Nothing where no stack is meant. */
export function stackSettings(
  services: RepositoryServices,
  request: ConfigurationRequest,
): { readonly stack: string | undefined; readonly settings: SettingSources["stack"] } {
  const settings = new Map<string, { value: Value; from: string }>();
  let resolved: ReturnType<typeof resolve>;
  try {
    resolved = resolve(load(services.files, request), services.kinds);
  } catch (error) {
    // What was named must exist; that several stacks could be meant is no mistake here.
    if (!(error instanceof ConfigurationError) || request.stack !== undefined || request.environment !== undefined) {
      throw error;
    }
    return { stack: undefined, settings };
  }
  const document = resolved.documents.find((each) => each.kind === "Stack");
  for (const name of ["region", "bucket", "prefix"]) {
    const path = ["spec", "backend", name];
    const value = document && valueAt(document.body, path);
    if (!document || value === undefined || value === null || typeof value === "object") continue;
    const at = document.locate(path);
    settings.set(`backend.${name}`, { value: value as Value, from: `${at.file}:${at.line}` });
  }
  return { stack: resolved.stackName, settings };
}
