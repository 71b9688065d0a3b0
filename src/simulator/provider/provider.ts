import type { Json, JsonObject } from "../../model/json.ts";
import type { Account } from "../account/account.ts";
import { AwsFailure } from "../account/aws-failure.ts";
import { requestId } from "../account/identifiers.ts";
import type { ResourceRecord } from "../account/resource-record.ts";
import { parseUrn } from "../account/urn.ts";
import { ruleCatalogue } from "../types/rule-catalogue.ts";
import { type TypeRule, text } from "../types/type-rule.ts";
import { type ArgumentFailure, checkArguments, unknownValue } from "./check-arguments.ts";
import { type ArgumentDiff, diffArguments } from "./diff-arguments.ts";
import { invokes, type Lookup } from "./invokes.ts";
import { previewCreate, previewUpdate } from "./preview.ts";

/** A call that failed, in the provider's words. */
export class ProviderFailure extends Error {}

/** A resource as the engine's checkpoint will hold it; `secret` names the attributes that must be encrypted. */
export interface ResourceState {
  readonly id: string;
  readonly inputs: JsonObject;
  readonly properties: JsonObject;
  readonly secret: readonly string[];
}

/** What the provider knows of who calls it. */
export interface CallContext {
  readonly region: string;
  readonly environment: string;
  readonly signal: AbortSignal;
}

/** The AWS provider's side of a resource's life: checks, compares, previews, and asks the account. Knows nothing of gRPC. */
export class Provider {
  constructor(private readonly account: Account) {}

  /** Arguments with the provider's defaults filled in, and everything that is wrong with them. */
  check(urn: string, news: JsonObject, context: CallContext): { inputs: JsonObject; failures: ArgumentFailure[] } {
    const rule = this.#rule(urn);
    const given = withoutNulls(news);
    const inputs = { ...rule.defaults, ...given };
    const { naming } = rule;
    if (naming && inputs[naming.argument] === undefined) {
      const region = text(inputs.region) || context.region;
      return this.#named(rule, inputs, urn, region);
    }
    return { inputs, failures: checkArguments(rule, inputs) };
  }

  diff(
    urn: string,
    id: string,
    olds: JsonObject,
    oldInputs: JsonObject,
    news: JsonObject,
    context: CallContext,
  ): ArgumentDiff {
    const rule = this.#rule(urn);
    const region = text(olds.region) || context.region;
    const record = rule.sensitive ? this.account.find(rule, { id, region, properties: olds }) : undefined;
    return diffArguments(
      rule,
      oldInputs,
      news,
      (name, value) => record && this.account.matchesSensitive(record, name, value),
    );
  }

  async create(urn: string, inputs: JsonObject, preview: boolean, context: CallContext): Promise<ResourceState> {
    const rule = this.#rule(urn);
    if (preview) return { id: "", inputs, properties: previewCreate(rule, inputs), secret: rule.sensitive ?? [] };
    const region = text(inputs.region) || context.region;
    const request = { urn, environment: context.environment, region, inputs };
    const record = await this.#ask(rule, "creating", named(rule, inputs, urn), "create", () =>
      this.account.create(rule, request, context.signal),
    );
    return state(rule, record, inputs);
  }

  async update(
    urn: string,
    id: string,
    olds: JsonObject,
    news: JsonObject,
    preview: boolean,
    context: CallContext,
  ): Promise<ResourceState> {
    const rule = this.#rule(urn);
    if (preview) return { id, inputs: news, properties: previewUpdate(olds, news), secret: rule.sensitive ?? [] };
    const handle = { id, region: text(olds.region) || context.region, properties: olds };
    const record = await this.#ask(rule, "updating", id, "update", () =>
      this.account.update(rule, handle, news, context.signal),
    );
    return state(rule, record, news);
  }

  async delete(urn: string, id: string, olds: JsonObject, context: CallContext): Promise<void> {
    const rule = this.#rule(urn);
    const handle = { id, region: text(olds.region) || context.region, properties: olds };
    await this.#ask(rule, "deleting", id, "delete", () => this.account.delete(rule, handle, context.signal));
  }

  /** The resource as AWS shows it now, or undefined where it is gone. */
  async read(
    urn: string,
    id: string,
    olds: JsonObject,
    oldInputs: JsonObject,
    context: CallContext,
  ): Promise<ResourceState | undefined> {
    const rule = this.#rule(urn);
    const handle = { id, region: text(olds.region) || context.region, properties: olds };
    return this.#ask(rule, "reading", id, "read", async () => {
      const fault = this.account.faults.strike("read", { type: rule.type, component: parseUrn(urn).component });
      if (fault)
        throw new AwsFailure(
          "InternalFailure",
          fault.message ?? "The request processing has failed because of an unknown error, exception or failure.",
          500,
        );
      const record = this.account.find(rule, handle);
      return record && state(rule, record, oldInputs);
    });
  }

  /** Answers a lookup. Throws ProviderFailure for one that the account does not know. */
  invoke(token: string, args: JsonObject, context: CallContext): Lookup {
    const answer = invokes[token];
    if (!answer) throw new ProviderFailure(`The simulated AWS account does not answer ${token}.`);
    try {
      return answer(args, this.account, text(args.region) || context.region);
    } catch (error) {
      if (error instanceof AwsFailure)
        throw new ProviderFailure(`invoking ${token}: api error ${error.code}: ${error.message}`);
      throw error;
    }
  }

  #rule(urn: string): TypeRule {
    const { type } = parseUrn(urn);
    const rule = ruleCatalogue.get(type);
    if (rule) return rule;
    throw new ProviderFailure(
      `The simulated AWS account has no resource type ${type}. docs/SIMULATED_ACCOUNT.md lists those that it has.`,
    );
  }

  /** Gives a resource without a name one that nobody has: Pulumi's name and seven characters that never change. */
  #named(rule: TypeRule, inputs: JsonObject, urn: string, region: string) {
    const { argument, maxLength, lowerCase } = rule.naming ?? { argument: "name", maxLength: 80 };
    const prefixArgument = argument === "identifier" ? "identifierPrefix" : "namePrefix";
    const prefix = text(inputs[prefixArgument]) || `${parseUrn(urn).name}-`;
    for (let attempt = 0; ; attempt++) {
      const suffix = requestId(`${urn} ${attempt}`).replaceAll("-", "").slice(0, 7);
      const name = `${prefix.slice(0, maxLength - 7)}${suffix}`;
      const full = inputs.fifoQueue === true ? `${name.slice(0, 75)}.fifo` : name;
      const named: JsonObject = { ...inputs, [argument]: lowerCase ? full.toLowerCase() : full };
      const key = rule.unique?.key(named, region);
      if (key === undefined || key.includes(unknownValue) || !this.account.store.read(rule.type, region, key)) {
        return { inputs: named, failures: checkArguments(rule, named) };
      }
    }
  }

  async #ask<T>(
    rule: TypeRule,
    verb: string,
    name: string,
    call: keyof TypeRule["calls"],
    action: () => Promise<T>,
  ): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      const operation = `${rule.service}: ${rule.calls[call]}`;
      throw new ProviderFailure(
        `${verb} ${rule.label} (${name}): operation error ${operation}, https response error StatusCode: ${error.statusCode}, RequestID: ${requestId(`${operation} ${name}`)}, api error ${error.code}: ${error.message}`,
      );
    }
  }
}

/** The name that a message about a resource uses before it has an id. */
const named = (rule: TypeRule, inputs: JsonObject, urn: string): string =>
  (rule.naming && text(inputs[rule.naming.argument])) || text(inputs.family) || parseUrn(urn).name;

/** Puts the sensitive arguments, which the account does not hold, back where the engine's own are given. */
function state(rule: TypeRule, record: ResourceRecord, engineInputs: JsonObject): ResourceState {
  const sensitive: Record<string, Json> = {};
  for (const name of rule.sensitive ?? []) {
    const value = engineInputs[name];
    if (value !== undefined) sensitive[name] = value;
  }
  return {
    id: record.id,
    inputs: { ...record.inputs, ...sensitive },
    properties: { ...record.properties, ...sensitive },
    secret: rule.sensitive ?? [],
  };
}

function withoutNulls(inputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(inputs).filter(([name, value]) => value !== null && name !== "__defaults"));
}
