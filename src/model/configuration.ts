import type { Diagnostic, SourcePosition } from "../diagnostics/diagnostic.ts";
import type { Address, EnvironmentName, Region, StackName } from "./address.ts";
import type { FoundationPart } from "./foundation.ts";
import type { JsonObject, JsonPath } from "./json.ts";

/** What a run is asked to look at. */
export interface ConfigurationRequest {
  /** Absent where the repository has a single stack, or the working folder or a service says which. */
  readonly stack: string | undefined;
  /** Absent: `DEPLOYER_ENVIRONMENT` was not set either; `spec.defaultEnvironment` may still say. */
  readonly environment: string | undefined;
  /** Narrow the run to these services and components; empty means all. */
  readonly services: readonly string[];
  readonly components: readonly string[];
  /** `--var`, strongest of the variable sources. */
  readonly variables: Readonly<Record<string, string>>;
  /** `--var-file`, already read: weaker than `--var`, later files stronger. */
  readonly variableFiles: readonly Readonly<Record<string, string>>[];
  /** `DEPLOYER_VAR_*` without the prefix. */
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** The folder the user stands in, relative to the root, for guessing the stack. */
  readonly workingFolder: string;
}

/** One YAML document as read, before anything was resolved. */
export interface RawDocument {
  readonly file: string;
  /** Counts documents within the file from 0. */
  readonly index: number;
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject;
  readonly body: JsonObject;
  /** Where the value at a path stands, or its nearest parent that exists. `key` points at the key instead of the value. */
  locate(path: JsonPath, what?: "key" | "value"): SourcePosition;
}

/** What is known of a document that could not be read: enough to keep quiet about what refers to it. */
export interface BrokenDocument {
  readonly file: string;
  readonly kind: string | undefined;
  readonly service: string | undefined;
  readonly name: string | undefined;
}

/** One version of a template: documents that others can lie over. */
export interface RawTemplate {
  readonly name: string;
  readonly version: string;
  /** Where it lies, such as `templates/web/v1`. */
  readonly folder: string;
  /** The Template document, which declares the parameters. */
  readonly declaration: RawDocument | undefined;
  /** At most one of each kind. */
  readonly documents: readonly RawDocument[];
  /** Something in it could not be read, which was reported. */
  readonly broken: boolean;
}

/** Where a document says that it lies over a template. */
export interface TemplateUse {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly at: SourcePosition;
}

/** Stage 1: the documents of the repository that belong to one stack, told apart by where they lie. */
export interface RawConfig {
  readonly stackName: StackName;
  readonly stack: RawDocument;
  /** Absent when a command does not need one and none was named. */
  readonly environment: EnvironmentName | undefined;
  readonly environments: readonly EnvironmentName[];
  /** Documents of the stack outside `environments/`. */
  readonly documents: readonly RawDocument[];
  /** Documents under `environments/<environment>/`, in the order of their paths. */
  readonly patches: readonly RawDocument[];
  /** Templates of the repository, whether anything uses them or not. */
  readonly templates: readonly RawTemplate[];
  /** `environments/<environment>/values.yaml` files, read. */
  readonly values: JsonObject;
  /** Files below each component's `configs/`, by address: path relative to `configs/` and content. */
  readonly configFiles: ReadonlyMap<Address, readonly RawConfigFile[]>;
  /** Documents that are in the repository but could not be read. */
  readonly brokenDocuments: readonly BrokenDocument[];
  /** A values file could not be read: nobody knows which variables it would have set. */
  readonly valuesBroken: boolean;
  /** Where a name of `values` stands. */
  locateValue(name: string): SourcePosition | undefined;
  /** Rego files found below `policies/`. */
  readonly policyFiles: readonly string[];
  readonly request: ConfigurationRequest;
  readonly diagnostics: readonly Diagnostic[];
}

/** A file that reaches the running container. */
export interface ConfigFile {
  readonly path: string;
  readonly content: string;
}

/** A config file before its variables were replaced. */
export interface RawConfigFile extends ConfigFile {
  /** Relative to the repository's root. */
  readonly file: string;
}

/** A use of another component's output at one place of a spec. */
export interface OutputReference {
  readonly component: Address;
  readonly output: string;
  /** Path of the `valueFrom` object within the component's document. */
  readonly path: JsonPath;
}

export interface ExplicitDependency {
  readonly component: Address;
  readonly path: JsonPath;
}

/** A component after overlays, variables and references: nothing is left to be looked up in the repository. */
export interface ResolvedComponent {
  readonly address: Address;
  readonly kind: string;
  readonly region: Region;
  /** `metadata.labels` of stack, service and component, the later stronger. */
  readonly labels: Readonly<Record<string, string>>;
  readonly description: string | undefined;
  /** The merged `spec`, without `dependsOn`; not yet checked by the kind's schema. */
  readonly spec: JsonObject;
  readonly dependsOn: readonly ExplicitDependency[];
  readonly references: readonly OutputReference[];
  readonly configFiles: readonly ConfigFile[];
  /** Places whose whole text came from a variable without a declared type. */
  readonly untyped?: readonly JsonPath[];
  /** Where the value at a path of the merged document stands, in the strongest layer that holds it. */
  locate(path: JsonPath, what?: "key" | "value"): SourcePosition;
}

/** A document after overlays and variables, as its own schema has to judge it; a component's layers are not in it. */
export interface ResolvedDocument {
  /** The file of the document itself, whatever patches it. */
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly body: JsonObject;
  /** Set where the document is a component. */
  readonly address: Address | undefined;
  /** Places whose variables have no value: what a schema says about them is no news. */
  readonly unresolved: readonly JsonPath[];
  /** Places whose whole text came from a variable without a declared type: the schema decides what it means. */
  readonly untyped: readonly JsonPath[];
  /** The template that it lies over. */
  readonly template?: TemplateUse | undefined;
  locate(path: JsonPath, what?: "key" | "value"): SourcePosition;
}

/** Stage 2: every component of the environment, resolved. */
export interface ResolvedConfig {
  readonly stackName: StackName;
  readonly environment: EnvironmentName | undefined;
  readonly region: Region;
  readonly services: readonly string[];
  readonly components: readonly ResolvedComponent[];
  /** Every document of the stack that belongs to this environment, the components' own included. */
  readonly documents: readonly ResolvedDocument[];
  /** What the infra documents say about the foundation; a part that nobody described is absent. */
  readonly foundations: ReadonlyMap<FoundationPart, ResolvedComponent>;
  /** Addresses with `metadata.enabled: false` in this environment. */
  readonly disabled: ReadonlySet<Address>;
  /** Addresses whose documents were found but are too broken to resolve; a reference to one is no second error. */
  readonly broken: ReadonlySet<Address>;
  readonly stackLabels: Readonly<Record<string, string>>;
  readonly templates: readonly RawTemplate[];
  readonly policyFiles: readonly string[];
  readonly request: ConfigurationRequest;
  readonly diagnostics: readonly Diagnostic[];
}

/** A component that its kind's schema has accepted: `spec` has the kind's defaults in place. */
export interface ValidComponent extends ResolvedComponent {
  readonly kindVersion: number;
  readonly stateful: boolean;
  /** Foundation components that this one stands on, such as `foundation/network`. */
  readonly foundations: readonly Address[];
}

/** Stage 3: components with specs that their kinds accept, foundation included. */
export interface ValidConfig {
  readonly stackName: StackName;
  readonly environment: EnvironmentName | undefined;
  readonly region: Region;
  readonly services: readonly string[];
  readonly components: readonly ValidComponent[];
  /** Components that their schemas refused: they can still be part of a cycle worth reporting. */
  readonly rejected?: readonly ResolvedComponent[];
  readonly disabled: ReadonlySet<Address>;
  readonly broken: ReadonlySet<Address>;
  readonly policyFiles: readonly string[];
  readonly request: ConfigurationRequest;
  readonly diagnostics: readonly Diagnostic[];
}
