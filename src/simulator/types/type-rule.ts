import type { Json, JsonObject } from "../../model/json.ts";
import type { AwsFailure } from "../account/aws-failure.ts";
import type { IdSource } from "../account/identifiers.ts";
import type { UsualSeconds } from "../account/latency.ts";
import type { ResourceRecord } from "../account/resource-record.ts";

/** A limit on an argument's value. */
export type Constraint =
  | { readonly oneOf: readonly (string | number)[] }
  | { readonly range: readonly [number, number] }
  | { readonly pattern: RegExp; readonly expected: string };

/** An argument that names another resource. */
export interface Reference {
  /** Where in the arguments: `subnetIds[]`, `networkConfiguration.subnets[]`. */
  readonly path: string;
  readonly to: string;
  /** Which property of the other resource is named; several where AWS takes either. */
  readonly by: readonly string[];
  /** What AWS answers where there is none. */
  readonly missing: (value: string) => AwsFailure;
  /** Names that AWS itself provides, such as `default.postgres17`. */
  readonly provided?: RegExp;
  /** What becomes of a delete of the other resource: refused, or this one goes with it, or neither. */
  readonly onDelete: "refuse" | "cascade" | "ignore";
}

/** What a rule may look up in the account. */
export interface AccountView {
  list(type: string, region: string): readonly ResourceRecord[];
  /** A resource by one of its properties (or `id`), in a region. */
  find(type: string, region: string, by: string, value: string): ResourceRecord | undefined;
  /** Whether an id was looked up as an existing resource that nobody here manages. */
  existing(type: string, id: string): JsonObject | undefined;
  /** The next revision of a task definition's family. */
  nextRevision(region: string, family: string): number;
}

export interface GenerateContext {
  readonly region: string;
  readonly ids: IdSource;
  readonly account: AccountView;
  /** Pulumi's name of the resource. */
  readonly name: string;
}

/** A call that AWS may refuse for reasons of its own. */
export interface RefusalContext {
  readonly region: string;
  readonly account: AccountView;
  /** The resource as it is, unless it is being created. */
  readonly record: ResourceRecord | undefined;
}

/** Everything that the account knows of one resource type. The rules that use it are the same for all types. */
export interface TypeRule {
  readonly type: string;
  /** As the provider names it in messages, such as `EC2 VPC`. */
  readonly label: string;
  /** AWS's service and the operations that the provider calls. */
  readonly service: string;
  readonly calls: { readonly create: string; readonly read: string; readonly update: string; readonly delete: string };
  readonly global?: boolean;
  /** Arguments in their written form; see parseShape. */
  readonly arguments: string;
  readonly constraints?: Readonly<Record<string, Constraint>>;
  /** Groups of arguments of which exactly one must be given. */
  readonly exactlyOneOf?: readonly (readonly string[])[];
  /** Arguments whose values are kept as digests only. */
  readonly sensitive?: readonly string[];
  /** The argument that is made from Pulumi's name where it is left out, and how long it may be. */
  readonly naming?: { readonly argument: string; readonly maxLength: number; readonly lowerCase?: boolean };
  /** Arguments that the provider fills in. */
  readonly defaults?: JsonObject;
  /** Attributes that AWS fills in where they are not given. */
  readonly attributeDefaults?: JsonObject;
  /** Arguments whose change makes a new resource; `source` says who says so. */
  readonly replaceOn: readonly string[];
  readonly source: string;
  /** The name that AWS keeps unique, and its refusal of a second one. */
  readonly unique?: {
    readonly key: (inputs: JsonObject, region: string) => string;
    /** Arguments that make it up: a replacement that keeps them must delete first. */
    readonly arguments: readonly string[];
    readonly duplicate: (inputs: JsonObject) => AwsFailure;
  };
  /** The attribute that tells resources of one id apart, where the provider's id does not. */
  readonly keyedBy?: string;
  /** Id and attributes that AWS makes. */
  readonly generate: (inputs: JsonObject, context: GenerateContext) => { id: string; properties: JsonObject };
  /** Names of the attributes that nobody knows before the resource exists. */
  readonly generated: readonly string[];
  /** Attributes that follow from the arguments, computed again at every change. */
  readonly derive?: (properties: JsonObject) => JsonObject;
  readonly references?: readonly Reference[];
  readonly refuseCreate?: (inputs: JsonObject, context: RefusalContext) => AwsFailure | undefined;
  readonly refuseUpdate?: (inputs: JsonObject, context: RefusalContext) => AwsFailure | undefined;
  readonly refuseDelete?: (record: ResourceRecord, context: RefusalContext) => AwsFailure | undefined;
  /** AWS's answer where something that refers to the resource keeps it from being deleted. */
  readonly inUse?: (record: ResourceRecord, by: ResourceRecord) => AwsFailure;
  /** What a delete leaves behind, such as a final snapshot. */
  readonly retains?: (record: ResourceRecord) => { readonly id: string; readonly content: JsonObject } | undefined;
  /** The account's limit per region, and AWS's answer beyond it. */
  readonly quota?: { readonly limit: number; readonly exceeded: () => AwsFailure };
  /** What AWS usually takes, in seconds, for the realistic profile. */
  readonly usualSeconds?: UsualSeconds;
}

/** Reads a text argument; an absent one is the empty text. */
export const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
