import type { Output } from "@pulumi/pulumi";
import { type Address, parseAddress, type Region, type Scope, splitAddress } from "../model/address.ts";
import type { ConfigFile } from "../model/configuration.ts";
import { type FoundationPart, foundationParts } from "../model/foundation.ts";
import type { JsonObject } from "../model/json.ts";
import type { Outputs, OutputValue } from "../model/output-value.ts";
import { resourceTags } from "../model/owner-tags.ts";
import type { EngineProgram, LiftOutput } from "../ports/engine.ts";
import type { Connection, Kind, KindRegistry, TranslateContext } from "./kind.ts";
import { physicalName } from "./physical-name.ts";

/** Outputs by which one component reaches another without naming them in its spec. */
export const connectionOutputs = ["arn", "securityGroupId", "port"] as const;

/** A component as its translation needs it: from YAML, or as recorded where YAML no longer has it. */
export interface ProgramComponent {
  readonly address: Address;
  readonly region: Region;
  readonly spec: JsonObject;
  readonly labels: Readonly<Record<string, string>>;
  readonly configFiles: readonly ConfigFile[];
  readonly references: readonly { readonly component: Address; readonly output: string }[];
}

/** A component that another takes outputs from. */
export interface UpstreamComponent {
  readonly kind: string;
  readonly outputs: Outputs;
}

export interface ProgramInput {
  readonly scope: Scope;
  readonly kind: Kind;
  readonly kinds: KindRegistry;
  readonly component: ProgramComponent;
  readonly upstream: ReadonlyMap<Address, UpstreamComponent>;
  readonly retiring: TranslateContext["retiring"];
}

const unknown: OutputValue = { state: "unknown" };

/** The program that makes a component's resources inside the engine. */
export function componentProgram(input: ProgramInput): EngineProgram {
  return async (lift) => {
    const translate = await input.kind.translate();
    return translate(input.component.spec, translateContext(input, lift));
  };
}

function translateContext(input: ProgramInput, lift: LiftOutput): TranslateContext {
  const { scope, component } = input;
  const owner = { ...scope, address: component.address };
  const lifted = <T>(address: Address, output: string): Output<T> =>
    // A producer that was not deployed yet has no outputs at all; its unknown ones are what a first plan shows.
    lift(input.upstream.get(address)?.outputs[output] ?? unknown) as Output<T>;
  return {
    ...scope,
    ...splitAddress(component.address),
    address: component.address,
    region: component.region,
    configFiles: component.configFiles,
    retiring: input.retiring,
    connections: connectionsOf(input, lifted),
    tags: (resource) => resourceTags(owner, component.labels, resource),
    physicalName: (options) => physicalName(scope, component.address, options),
    valueFrom: ({ component: name, output }) => {
      const address = parseAddress(name, splitAddress(component.address).service);
      if (!address) throw new Error(`${name} is no component`);
      const value = input.upstream.get(address)?.outputs[output];
      // Refused here and not inside of an output: what fails there takes every program of this process with it.
      if (value?.state === "known" && value.value === null)
        throw new Error(`${component.address} takes ${output} of ${address}, which has none`);
      return lifted(address, output);
    },
    foundation: <T>(part: FoundationPart, output: string) => lifted<T>(foundationParts[part].address, output),
  };
}

function connectionsOf(input: ProgramInput, lifted: <T>(address: Address, output: string) => Output<T>): Connection[] {
  const addresses = [...new Set(input.component.references.map((each) => each.component))].sort();
  return addresses.map((address) => {
    const kind = input.upstream.get(address)?.kind ?? "";
    const definition = input.kinds.get(kind);
    const has = new Set(definition ? outputNames(definition) : []);
    return {
      address,
      kind,
      output: <T>(name: string) => (has.has(name) ? lifted<T>(address, name) : undefined),
      consumerActions: definition?.consumerActions ?? [],
    };
  });
}

/** Names of a kind's outputs, from its schema. */
export function outputNames(kind: Kind): string[] {
  const schema = kind.outputs as { readonly entries?: Readonly<Record<string, unknown>> };
  return Object.keys(schema.entries ?? {});
}

/** Every upstream output that decides what the component becomes, by `address#output`: what a fingerprint covers. */
export function usedOutputs(input: {
  readonly component: {
    readonly references: readonly { readonly component: Address; readonly output: string }[];
    readonly foundations: readonly Address[];
  };
  readonly kinds: KindRegistry;
  readonly upstream: ReadonlyMap<Address, UpstreamComponent>;
}): Map<string, OutputValue> {
  const used = new Map<string, OutputValue>();
  const use = (address: Address, output: string) => {
    used.set(`${address}#${output}`, input.upstream.get(address)?.outputs[output] ?? unknown);
  };
  for (const reference of input.component.references) {
    use(reference.component, reference.output);
    const kind = input.kinds.get(input.upstream.get(reference.component)?.kind ?? "");
    const names = kind ? outputNames(kind) : [];
    for (const output of connectionOutputs) if (names.includes(output)) use(reference.component, output);
  }
  for (const foundation of input.component.foundations) {
    const kind = input.kinds.get(input.upstream.get(foundation)?.kind ?? "");
    for (const output of kind ? outputNames(kind) : []) use(foundation, output);
  }
  return used;
}
