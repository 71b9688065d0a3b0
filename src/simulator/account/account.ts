import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { Clock } from "../../ports/clock.ts";
import { type Rollout, stableRollout, startsRollout, steadyStateFailure } from "../behaviour/ecs-rollout.ts";
import { serviceType } from "../types/ecs.ts";
import { argumentsOf } from "../types/rule-catalogue.ts";
import type { TypeRule } from "../types/type-rule.ts";
import type { AccountFolder } from "./account-folder.ts";
import { AwsFailure } from "./aws-failure.ts";
import { Faults, type FaultTarget } from "./faults.ts";
import { type Identity, IdSource, identityText } from "./identifiers.ts";
import { KeyMaterial } from "./key-material.ts";
import { Latency, type UsualSeconds } from "./latency.ts";
import { observed } from "./observed.ts";
import { RecordStore } from "./record-store.ts";
import { dependents, refuseArguments, refuseDelete } from "./refusals.ts";
import type { ResourceRecord } from "./resource-record.ts";
import { parseUrn } from "./urn.ts";

const quick: UsualSeconds = { create: 1, update: 1, delete: 1 };

export interface CreateRequest {
  readonly urn: string;
  readonly environment: string;
  readonly region: string;
  readonly inputs: JsonObject;
}

/** Which resource a call is about: ids alone do not tell revisions of a task definition apart. */
export interface ResourceHandle {
  readonly id: string;
  readonly region: string;
  readonly properties: JsonObject;
}

/**
 * The simulated account: what AWS does when it is called. Each call first changes the account and then takes its time,
 * as AWS does, so that a caller who dies while waiting leaves the change. Throws AwsFailure where AWS refuses.
 */
export class Account {
  readonly store: RecordStore;
  readonly faults: Faults;
  readonly latency: Latency;
  readonly keys: KeyMaterial;

  constructor(
    readonly folder: AccountFolder,
    private readonly clock: Clock,
    realistic = false,
  ) {
    this.store = new RecordStore(folder);
    this.faults = new Faults(folder);
    this.latency = new Latency(folder, clock, realistic);
    this.keys = new KeyMaterial(folder);
  }

  /** The resource as it is now, or undefined. */
  find(rule: TypeRule, handle: ResourceHandle): ResourceRecord | undefined {
    const record = this.#find(rule, handle);
    return record && observed(record, this.clock.nowMs());
  }

  /** Makes a resource and waits until it is there. */
  async create(rule: TypeRule, request: CreateRequest, signal: AbortSignal): Promise<ResourceRecord> {
    const { project, component, name, type } = parseUrn(request.urn);
    const { region } = request;
    const target = { type, component };
    this.#strike("create", target);
    const owner = { stack: project, environment: request.environment, component };
    const identity = {
      type,
      region,
      stack: project,
      environment: request.environment,
      component: component ?? "",
      name,
    };
    const record = this.folder.change(() => {
      const refusal = this.#refuseCreate(rule, request);
      if (refusal) throw refusal;
      const made = this.#generate(rule, request, identity);
      const inputs = withoutSensitive(rule, request.inputs);
      const nowMs = this.clock.nowMs();
      const base: ResourceRecord = {
        key: made.key,
        id: made.id,
        type,
        region,
        name,
        urn: request.urn,
        owner,
        generation: made.generation,
        inputs,
        properties: assemble(rule, region, inputs, made.properties),
        transition: "creating",
        rollouts: [],
        times: { createdAtMs: nowMs, readyAtMs: nowMs, rollouts: [] },
      };
      return this.#commit(rule, base, "create", request.inputs, true);
    });
    await this.#settle(record, signal);
    return observed(record, this.clock.nowMs());
  }

  /** Changes a resource in place and waits until the change is done. */
  async update(
    rule: TypeRule,
    handle: ResourceHandle,
    inputs: JsonObject,
    signal: AbortSignal,
  ): Promise<ResourceRecord> {
    const found = this.#existing(rule, handle);
    this.#strike("update", { type: rule.type, component: found.owner.component });
    const record = this.folder.change(() => {
      const current = observed(this.#existing(rule, handle), this.clock.nowMs());
      const refusal = refuseArguments(rule, inputs, this.store, handle.region, current);
      if (refusal) throw refusal;
      return this.change(rule, current, inputs);
    });
    await this.#settle(record, signal);
    return observed(record, this.clock.nowMs());
  }

  /** Writes a resource's new arguments, whoever changes them; only within the folder's `change`. */
  change(rule: TypeRule, current: ResourceRecord, rawInputs: JsonObject): ResourceRecord {
    const inputs = withoutSensitive(rule, rawInputs);
    const known = argumentsOf(rule);
    const kept: Record<string, JsonObject[string]> = {};
    for (const [name, value] of Object.entries(current.properties)) {
      if (!known.has(name) || rule.generated.includes(name)) kept[name] = value;
    }
    const base: ResourceRecord = {
      ...current,
      inputs,
      properties: assemble(rule, current.region, inputs, kept),
      transition: "modifying",
    };
    return this.#commit(rule, base, "update", rawInputs, startsRollout(current.inputs, inputs));
  }

  /** Deletes a resource and waits until it is gone. One that is gone already is no failure. */
  async delete(rule: TypeRule, handle: ResourceHandle, signal: AbortSignal): Promise<void> {
    const found = this.#find(rule, handle);
    // skipDestroy leaves the resource in AWS and only lets go of it.
    if (!found || found.properties.skipDestroy === true) return;
    const target = { type: rule.type, component: found.owner.component };
    this.#strike("delete", target);
    this.folder.change(() => {
      const record = this.#find(rule, handle);
      if (!record) return;
      const refusal = refuseDelete(rule, record, this.store);
      if (refusal) throw refusal;
      const retained = rule.retains?.(record);
      if (retained) {
        const content = { ...retained.content, createdAt: new Date(this.clock.nowMs()).toISOString() };
        this.folder.write("retained", retained.id, {
          id: retained.id,
          type: rule.type,
          region: record.region,
          ...content,
        });
      }
      this.remove(record);
    });
    const takesMs = this.latency.durationMs("delete", target, rule.usualSeconds ?? quick);
    await this.latency.until(this.clock.nowMs() + takesMs, signal);
  }

  /** Takes a resource out, and what exists only within it; only within the folder's `change`. */
  remove(record: ResourceRecord): void {
    for (const inner of dependents(record, this.store, "cascade")) this.remove(inner);
    const { stack, environment, component } = record.owner;
    const { type, region, name } = record;
    const identity = identityText({ type, region, name, stack, environment, component: component ?? "" });
    this.folder.write("generations", identity, { generation: record.generation + 1 });
    this.store.remove(record);
  }

  /** Whether a value is the one that is kept as a digest; undefined where none is kept. */
  matchesSensitive(record: ResourceRecord, argument: string, value: unknown): boolean | undefined {
    const digest = this.store.digests(record)[argument];
    return digest === undefined ? undefined : digest === this.keys.digest(value);
  }

  /** Throws AwsFailure where a fault strikes a call. */
  #strike(operation: "create" | "update" | "delete", target: FaultTarget): void {
    const fault = this.faults.strike(operation, target);
    if (fault) throw faultFailure(fault.message);
  }

  #find(rule: TypeRule, handle: ResourceHandle): ResourceRecord | undefined {
    const { id, region, properties } = handle;
    const key = rule.keyedBy ? properties[rule.keyedBy] : undefined;
    if (typeof key === "string") return this.store.read(rule.type, region, key);
    if (rule.keyedBy) return this.store.list(rule.type, region).findLast((each) => each.id === id);
    return this.store.find(rule.type, region, "id", id);
  }

  #existing(rule: TypeRule, handle: ResourceHandle): ResourceRecord {
    const record = this.#find(rule, handle);
    if (record) return record;
    throw new AwsFailure("ResourceNotFoundException", `${rule.label} ${handle.id} does not exist`, 404);
  }

  #refuseCreate(rule: TypeRule, { inputs, region }: CreateRequest): AwsFailure | undefined {
    const { unique, quota } = rule;
    if (unique && this.store.read(rule.type, region, unique.key(inputs, region))) return unique.duplicate(inputs);
    if (quota && this.store.list(rule.type, region).length >= quota.limit) return quota.exceeded();
    return refuseArguments(rule, inputs, this.store, region, undefined);
  }

  #generate(rule: TypeRule, request: CreateRequest, identity: Identity) {
    const { inputs, region } = request;
    const first = this.folder.read<{ generation: number }>("generations", identityText(identity))?.generation ?? 0;
    for (let generation = first, last = ""; ; generation++) {
      const ids = new IdSource(identity, generation);
      const made = rule.generate(inputs, { region, ids, account: this.store, name: identity.name });
      const keyed = rule.keyedBy ? made.properties[rule.keyedBy] : undefined;
      const key = typeof keyed === "string" ? keyed : (rule.unique?.key(inputs, region) ?? made.id);
      // An id that stays the same does not depend on the generation: the call then sets what is there, as a policy's does.
      const isFree = keyed !== undefined || made.id === last || !this.store.find(rule.type, region, "id", made.id);
      if (isFree) return { ...made, key, generation };
      last = made.id;
    }
  }

  #commit(
    rule: TypeRule,
    base: ResourceRecord,
    operation: "create" | "update",
    rawInputs: JsonObject,
    rollOut: boolean,
  ) {
    const target = { type: rule.type, component: base.owner.component };
    const takesMs = this.latency.durationMs(operation, target, rule.usualSeconds ?? quick);
    const readyAtMs = this.clock.nowMs() + takesMs;
    const isService = rule.type === serviceType;
    const timed = { ...base, times: { ...base.times, readyAtMs: isService ? this.clock.nowMs() : readyAtMs } };
    const record = isService && rollOut ? this.#rollOut(timed, readyAtMs) : timed;
    const digests: Record<string, string> = {};
    for (const name of rule.sensitive ?? [])
      if (rawInputs[name] !== undefined) digests[name] = this.keys.digest(rawInputs[name]);
    if (Object.keys(digests).length > 0) this.store.writeDigests(record, digests);
    this.store.write(record);
    return record;
  }

  #rollOut(record: ResourceRecord, completesAtMs: number): ResourceRecord {
    const nowMs = this.clock.nowMs();
    const fault = this.faults.strike("health", { type: record.type, component: record.owner.component });
    const { deploymentCircuitBreaker: breaker, desiredCount, taskDefinition } = record.properties;
    const taskDefinitionText = String(taskDefinition ?? "");
    const number = new IdSource(
      {
        ...record.owner,
        component: record.owner.component ?? "",
        type: taskDefinitionText,
        region: record.region,
        name: record.name,
      },
      0,
    );
    const rollout: Rollout = {
      id: `ecs-svc/${number.digits(19)}`,
      taskDefinition: taskDefinitionText,
      desiredCount: Number(desiredCount ?? 0),
      failure: fault ? (fault.message ?? "tasks failed to start") : null,
      circuitBreaker: isJsonObject(breaker)
        ? { enable: breaker.enable === true, rollback: breaker.rollback === true }
        : { enable: false, rollback: false },
    };
    const stable = stableRollout(record, nowMs);
    const keep = <T>(list: readonly T[]): readonly T[] => (stable < 0 ? [] : list.slice(stable, stable + 1));
    return {
      ...record,
      rollouts: [...keep(record.rollouts), rollout],
      times: { ...record.times, rollouts: [...keep(record.times.rollouts), { startedAtMs: nowMs, completesAtMs }] },
    };
  }

  /** Waits as the provider does: until the resource is ready, and for a service only where it is told to. */
  async #settle(record: ResourceRecord, signal: AbortSignal): Promise<void> {
    await this.latency.until(record.times.readyAtMs, signal);
    if (record.type !== serviceType || record.properties.waitForSteadyState !== true) return;
    await this.latency.until(record.times.rollouts.at(-1)?.completesAtMs ?? 0, signal);
    const failure = steadyStateFailure(record);
    if (failure) throw new AwsFailure("ServiceNotSteady", failure);
  }
}

/** How AWS answers when it is at fault itself. */
export const faultFailure = (message: string | null): AwsFailure =>
  new AwsFailure(
    "InternalFailure",
    message ?? "The request processing has failed because of an unknown error, exception or failure.",
    500,
  );

function withoutSensitive(rule: TypeRule, inputs: JsonObject): JsonObject {
  if (!rule.sensitive) return inputs;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !rule.sensitive?.includes(name)));
}

/** A resource's attributes: what AWS made, over what it fills in, over them what was given, and what follows from it all. */
function assemble(rule: TypeRule, region: string, inputs: JsonObject, made: JsonObject): JsonObject {
  const known = argumentsOf(rule);
  const properties: JsonObject = {
    ...rule.attributeDefaults,
    ...made,
    ...inputs,
    ...(known.has("region") ? { region: inputs.region ?? region } : {}),
    ...(known.has("tags") ? { tagsAll: inputs.tags ?? {} } : {}),
  };
  return { ...properties, ...rule.derive?.(properties) };
}
