import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Region } from "../../model/address.ts";
import type { JsonObject } from "../../model/json.ts";
import { Account } from "../account/account.ts";
import { AccountFolder } from "../account/account-folder.ts";
import { openSimulatedAccount, simulatedCloudReader } from "../index.ts";
import { Provider, type ResourceState } from "../provider/provider.ts";
import { SimulatedClock } from "./simulated-clock.ts";

export const region = "us-east-1" as Region;

export const urnOf = (type: string, name: string, component = "orders.api"): string =>
  `urn:pulumi:${component}::shop::${type}::${name}`;

const owned = {
  "deployer:stack": "shop",
  "deployer:environment": "dev",
  "deployer:service": "orders",
  "deployer:component": "api",
};

/** A resource that a test made, with what it needs to change it as the engine would. */
export interface Made extends ResourceState {
  readonly urn: string;
  update(inputs: JsonObject): Promise<Made>;
  delete(): Promise<void>;
  read(): Promise<ResourceState | undefined>;
}

/** An account in a temporary folder, called as the engine calls it but without an engine. */
export class AccountUnderTest {
  readonly folder = mkdtempSync(join(tmpdir(), "simulated-account-"));
  readonly clock = new SimulatedClock();
  readonly byHand = openSimulatedAccount(this.folder, this.clock);
  readonly cloud = simulatedCloudReader(this.folder, this.clock);
  readonly provider: Provider;
  readonly context = { region, environment: "dev", signal: new AbortController().signal };
  readonly tags = owned;

  constructor(realistic = false) {
    this.provider = new Provider(new Account(new AccountFolder(this.folder), this.clock, realistic));
  }

  /** Checks and creates, as the engine does. Throws where either fails. */
  async create(type: string, name: string, inputs: JsonObject, component?: string): Promise<Made> {
    const urn = urnOf(type, name, component);
    const state = await this.provider.create(urn, this.checked(urn, inputs), false, this.context);
    return this.#made(urn, state);
  }

  checked(urn: string, inputs: JsonObject): JsonObject {
    const { inputs: full, failures } = this.provider.check(urn, inputs, this.context);
    if (failures.length > 0) throw new Error(failures.map((each) => `${each.property}: ${each.reason}`).join("\n"));
    return full;
  }

  diff(made: Made, inputs: JsonObject) {
    const news = this.checked(made.urn, inputs);
    return this.provider.diff(made.urn, made.id, made.properties, made.inputs, news, this.context);
  }

  /** A VPC with a subnet in each of two zones. */
  async network() {
    const vpc = await this.create("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16", tags: owned });
    const subnet = (name: string, zone: string, cidrBlock: string) =>
      this.create("aws:ec2/subnet:Subnet", name, { vpcId: vpc.id, cidrBlock, availabilityZone: zone, tags: owned });
    const a = await subnet("a", "us-east-1a", "10.0.0.0/24");
    const b = await subnet("b", "us-east-1b", "10.0.1.0/24");
    return { vpc, a, b };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #made(urn: string, state: ResourceState): Made {
    const { provider, context } = this;
    return {
      ...state,
      inputs: this.checked(urn, state.inputs),
      urn,
      update: async (inputs) =>
        this.#made(urn, {
          ...(await provider.update(urn, state.id, state.properties, this.checked(urn, inputs), false, context)),
          inputs,
        }),
      delete: () => provider.delete(urn, state.id, state.properties, context),
      read: () => provider.read(urn, state.id, state.properties, state.inputs, context),
    };
  }
}
