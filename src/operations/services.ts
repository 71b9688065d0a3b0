import type { Settings } from "../../schemas/settings.ts";
import type { KindRegistry } from "../kinds/kind.ts";
import type { Clock } from "../ports/clock.ts";
import type { CloudReader } from "../ports/cloud-reader.ts";
import type { Engine } from "../ports/engine.ts";
import type { EngineInstaller } from "../ports/engine-installer.ts";
import type { FileWriter } from "../ports/file-writer.ts";
import type { Files } from "../ports/files.ts";
import type { Identity } from "../ports/identity.ts";
import type { LockStore } from "../ports/lock-store.ts";
import type { Messages } from "../ports/messages.ts";
import type { PolicyEngine } from "../ports/policy-engine.ts";
import type { Progress } from "../ports/progress.ts";
import type { Prompt } from "../ports/prompt.ts";
import type { Revisions } from "../ports/revisions.ts";
import type { SimulatedAccount } from "../ports/simulated-account.ts";
import type { StateStore } from "../ports/state-store.ts";
import type { WrittenSetting } from "../ports/written-setting.ts";
import type { Standing } from "./create-stack.ts";

export type { Settings } from "../../schemas/settings.ts";

/** What reading and checking a repository needs. */
export interface RepositoryServices {
  readonly files: Files;
  readonly kinds: KindRegistry;
}

/** What reading recorded and observed state needs, beside the repository. */
export interface RecordServices {
  readonly store: StateStore;
  readonly locks: LockStore;
  readonly cloud: CloudReader;
}

/** What planning and deploying need. */
export interface DeploymentServices extends RepositoryServices, RecordServices {
  readonly engine: Engine;
  readonly policyEngine: PolicyEngine;
  readonly clock: Clock;
  readonly identity: Identity;
}

/** Which account is deployed to. This version has the simulated one only. */
export interface AccountChoice {
  readonly simulate: boolean;
}

/**
 * The composition root as the command line sees it: each method makes its adapters when it is first called, so that a
 * command starts no more than it uses.
 */
export interface Composition {
  readonly clock: Clock;
  readonly identity: Identity;
  readonly prompt: Prompt;
  /** The user's settings file, absolute: the one that `--config` names, or the usual one. It may not exist. */
  readonly settingsFile: string;
  /** Its content, or the defaults. Throws ConfigurationError. */
  settings(): Promise<Settings>;
  /** What the settings file itself says; asked after `settings` found it valid. */
  writtenSettings(): Promise<readonly WrittenSetting[]>;
  /** Finds the repository from the folder that `-C` names. Throws REPOSITORY_NOT_FOUND. */
  repository(): Promise<RepositoryServices & { readonly workingFolder: string }>;
  /** Earlier versions of the repository. */
  revisions(): Promise<Revisions>;
  /** The folder that the user stands in, and the root of the repository around it, where there is one. */
  standing(): Promise<Standing>;
  /** Makes and changes files for the user. */
  writer(): Promise<FileWriter>;
  records(choice: AccountChoice): Promise<RecordServices & RepositoryServices & { readonly clock: Clock }>;
  deployment(choice: AccountChoice): Promise<DeploymentServices>;
  simulatedAccount(): Promise<SimulatedAccount>;
  engineInstaller(): Promise<EngineInstaller>;
  /** The view of a long run: listr on a terminal, plain lines elsewhere, nothing with `--quiet`, NDJSON with `--events`. */
  progress(mode: "terminal" | "lines" | "silent" | "events"): Promise<Progress>;
  /** Remarks on standard error. */
  messages(): Promise<Messages>;
  /** A file that the user named, relative to the folder they stand in. Throws FILE_UNREADABLE. */
  readText(path: string): Promise<string>;
  /** Writes a file that the user named, relative to the folder they stand in. Throws FILE_UNREADABLE where it cannot be written. */
  writeText(path: string, text: string): Promise<void>;
  /** The folder that the simulated account lives in, and whether it can be written. */
  simulatedFolder(): Promise<{ readonly path: string; readonly writable: boolean }>;
  /** Ends servers and temporary folders that were made. */
  close(): Promise<void>;
}
