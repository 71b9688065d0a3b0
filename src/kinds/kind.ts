import type { Input, Output } from "@pulumi/pulumi";
import type * as v from "valibot";
import type { StackSetting } from "../../schemas/stack-rules.ts";
import type { ValueFrom } from "../../schemas/value-from.ts";
import type { Address, EnvironmentName, Region, StackName } from "../model/address.ts";
import type { ConfigFile } from "../model/configuration.ts";
import type { FoundationPart } from "../model/foundation.ts";
import type { JsonPath } from "../model/json.ts";
import type { Verdict } from "../model/verdict.ts";
import type { CloudQueries } from "../ports/cloud-reader.ts";

/** Asks AWS in the component's region; undefined where AWS knows no such thing. */
export type AskCloud = <Q extends keyof CloudQueries>(
  question: Q,
  query: CloudQueries[Q]["query"],
) => Promise<CloudQueries[Q]["answer"] | undefined>;

/** A component that this one takes outputs from, and what its kind lets a consumer do with it. */
export interface Connection {
  readonly address: Address;
  readonly kind: string;
  /** An output of it; a Pulumi unknown while planning before it exists. Undefined where its kind has no such output. */
  output<T>(name: string): Output<T> | undefined;
  /** IAM actions that a consumer needs on the output `arn`; empty where access is not by IAM. */
  readonly consumerActions: readonly string[];
}

/** What a kind's translation may know beside the component's spec. */
export interface TranslateContext {
  readonly stack: StackName;
  readonly environment: EnvironmentName;
  readonly region: Region;
  readonly address: Address;
  readonly service: string;
  readonly component: string;
  readonly configFiles: readonly ConfigFile[];
  /** Set where the resources are about to be deleted: every protection must be off. The label is new each time, for names of last copies. */
  readonly retiring: { readonly label: string } | undefined;
  /** Components whose outputs the spec uses. */
  readonly connections: readonly Connection[];
  /**
   * The tags that every resource must carry: owner labels, then `deployer:stack`, `deployer:environment`, `deployer:service`,
   * `deployer:component`, `deployer:resource` and `Name`. `resource` is the resource's Pulumi name, which must be unique within the component.
   */
  tags(resource: string): Record<string, string>;
  /**
   * A name for AWS, the same at every deployment: `{stack}-{environment}-{service}-{component}-{hash}[-{suffix}]`, of which
   * the readable part is cut where the whole would exceed `maxLength`.
   */
  physicalName(options: { readonly maxLength: number; readonly suffix?: string }): string;
  /** An output that the spec refers to. */
  valueFrom(reference: ValueFrom): Output<string>;
  /** An output of a foundation part that the kind requires. */
  foundation<T>(part: FoundationPart, output: string): Output<T>;
}

export type Translate<Spec, Outputs> = (
  spec: Spec,
  context: TranslateContext,
) => Promise<{ readonly [Name in keyof Outputs]: Input<Outputs[Name]> }>;

/** One look at AWS. It must not wait: the executor asks again until the answer is final or time is up. */
export type HealthCheck<Spec, Outputs> = (input: {
  readonly spec: Spec;
  readonly outputs: Outputs;
  readonly ask: AskCloud;
}) => Promise<Verdict>;

/** A value of a spec that a rule may be about, and where in the spec it stands. */
export interface Fact<Value> {
  readonly value: Value;
  readonly path: JsonPath;
}

/** What the rules of Compliance documents are about, as far as a component has it. */
export interface ComplianceFacts {
  readonly instanceClass?: Fact<string>;
  readonly publicLoadBalancer?: Fact<boolean>;
  readonly backupRetentionDays?: Fact<number>;
  /** KMS keys of the user's own; undefined where AWS's key is used. */
  readonly encryption?: readonly Fact<string | undefined>[];
}

/** Data that a kind is made of; see `defineKind`. */
export interface KindDefinition<SpecSchema extends v.GenericSchema, OutputsSchema extends v.GenericSchema> {
  /** The kind as users write it, such as `RDS`. */
  readonly name: string;
  readonly apiVersion: "components.deployer.io/v1" | "infra.deployer.io/v1";
  /** Rises whenever the same spec would translate to other resources; part of every fingerprint. */
  readonly version: number;
  /** One sentence for lists and reference pages. */
  readonly summary: string;
  /** What would be lost with the component, or false where it holds no data. Stateful kinds are protected by default. */
  readonly holdsData: string | false;
  /** Pulumi types of the resources in which the data lies; losing one of them loses data. */
  readonly dataResources?: readonly string[];
  /** Pulumi types that AWS keeps as numbered revisions: what the engine calls a replacement adds one and takes nothing away. */
  readonly revisionResources?: readonly string[];
  readonly spec: SpecSchema;
  readonly outputs: OutputsSchema;
  /** Outputs whose values are secret. */
  readonly secretOutputs: readonly (keyof v.InferOutput<OutputsSchema> & string)[];
  /** Outputs that a component with this spec will not have; a reference to one is an error. */
  absentOutputs?(spec: v.InferOutput<SpecSchema>): readonly (keyof v.InferOutput<OutputsSchema> & string)[];
  /** Where in the spec the stack-wide settings go that this kind obeys, below everything else that the spec is made of. */
  readonly stackSettings?: Readonly<Partial<Record<StackSetting, readonly string[]>>>;
  /** What of a spec the rules of Compliance documents are about. */
  complianceFacts?(spec: v.InferOutput<SpecSchema>): ComplianceFacts;
  /** Foundation parts that a component with this spec stands on. */
  requires(spec: v.InferOutput<SpecSchema>): readonly FoundationPart[];
  /** IAM actions on the output `arn` that a component needs which takes an output of this one. */
  readonly consumerActions: readonly string[];
  /** IAM actions that the operator needs to deploy it. */
  readonly operatorActions: readonly string[];
  /** How long the health check may stay inconclusive after the engine is done, in seconds. */
  readonly healthTimeoutSeconds: number;
  /** Loads the translation: a dynamic import, because @pulumi/aws is heavy and most commands do without. */
  translate(): Promise<Translate<v.InferOutput<SpecSchema>, v.InferOutput<OutputsSchema>>>;
  readonly health: HealthCheck<v.InferOutput<SpecSchema>, v.InferOutput<OutputsSchema>>;
}

/** A kind whose types were checked by `defineKind` and are known only at run time from then on. */
export type Kind = KindDefinition<v.GenericSchema<unknown, unknown>, v.GenericSchema<unknown, Record<string, unknown>>>;

/** Every kind that this run knows, by name. */
export type KindRegistry = ReadonlyMap<string, Kind>;
