import { DeployerError } from "../diagnostics/deployer-error.ts";
import { nearestName } from "../diagnostics/nearest-name.ts";
import { formatPath, isJsonObject, type Json, type JsonObject, type JsonPath } from "../model/json.ts";
import type { Clock } from "../ports/clock.ts";
import type { FaultRequest, LatencyRequest, SimulatedAccount, SimulatedResource } from "../ports/simulated-account.ts";
import { Account } from "./account/account.ts";
import { AccountFolder, makePrivate } from "./account/account-folder.ts";
import { observed } from "./account/observed.ts";
import { displayName, type ResourceRecord } from "./account/resource-record.ts";
import { checkArguments } from "./provider/check-arguments.ts";
import { argumentsOf, ruleCatalogue } from "./types/rule-catalogue.ts";

/** What a delete left behind, such as a database's final snapshot. */
export type RetainedItem = JsonObject & { readonly id: string; readonly type: string; readonly region: string };

export interface OpenAccount extends SimulatedAccount {
  /** What deletes left behind; `list` does not show it. */
  retained(): Promise<RetainedItem[]>;
}

/** Opens the account in a folder by hand; starts no server, and an absent folder is an empty account. */
export function openSimulatedAccount(folder: string, clock: Clock): OpenAccount {
  return new FolderAccount(folder, new Account(new AccountFolder(folder), clock), clock);
}

class FolderAccount implements OpenAccount {
  constructor(
    private readonly path: string,
    private readonly account: Account,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<SimulatedResource[]> {
    return this.account.store.all().map((each) => this.#shown(each));
  }

  async show(id: string): Promise<SimulatedResource> {
    return this.#shown(this.#resolve(id));
  }

  async set(id: string, path: string, value: Json): Promise<SimulatedResource> {
    return this.account.folder.change(() => {
      const record = observed(this.#resolve(id), this.clock.nowMs());
      const rule = ruleCatalogue.get(record.type);
      if (!rule) throw notFound(id);
      const steps = parsePath(path);
      const [top] = steps;
      const known = argumentsOf(rule);
      if (typeof top !== "string" || (!known.has(top) && !Object.hasOwn(record.properties, top))) {
        const near = nearestName(String(top ?? ""), [...known.keys(), ...Object.keys(record.properties)]);
        throw invalidValue(`${record.type} has no property ${path}.`, near && `Did you mean ${near}?`);
      }
      if (!known.has(top)) {
        const changed = { ...record, properties: setAt(record.properties, steps, value) as JsonObject };
        this.account.store.write(changed);
        return this.#shown(changed);
      }
      // An argument that was never given is changed from what AWS filled in.
      const start = Object.hasOwn(record.inputs, top)
        ? record.inputs
        : { ...record.inputs, ...pick(record.properties, top) };
      const inputs = setAt(start, steps, value) as JsonObject;
      const failure = checkArguments(rule, inputs).find((each) => each.property.startsWith(top));
      if (failure) throw invalidValue(`${failure.property}: ${failure.reason}`);
      return this.#shown(this.account.change(rule, record, inputs));
    });
  }

  async delete(id: string): Promise<void> {
    this.account.folder.change(() => this.account.remove(this.#resolve(id)));
  }

  async reset(): Promise<void> {
    makePrivate(this.path);
    this.account.folder.clear();
  }

  async fail(request: FaultRequest): Promise<void> {
    makePrivate(this.path);
    this.account.faults.add(request, this.clock.nowMs());
  }

  async latency(request: LatencyRequest): Promise<void> {
    if (!(request.seconds >= 0)) throw invalidValue(`${request.seconds} is no number of seconds.`);
    makePrivate(this.path);
    this.account.latency.set(request);
  }

  async scale(factor: number): Promise<void> {
    if (!(factor > 0)) throw invalidValue(`${factor} is no scale: simulated seconds per real second, above 0.`);
    makePrivate(this.path);
    this.account.latency.setScale(factor);
  }

  async retained(): Promise<RetainedItem[]> {
    return [...this.account.folder.list<RetainedItem>("retained")];
  }

  #shown(record: ResourceRecord): SimulatedResource {
    const { id, type, region, owner, properties } = observed(record, this.clock.nowMs());
    return { id, type, region, name: displayName(record), component: owner.component, properties };
  }

  /** By id, then ARN, then name; a name that several resources have names none. */
  #resolve(id: string): ResourceRecord {
    const all = this.account.store.all();
    for (const matches of [
      all.filter((each) =>
        each.id === id && each.key !== each.id ? each.properties.arn === id || each.id === id : each.id === id,
      ),
      all.filter((each) => each.properties.arn === id),
      all.filter((each) => displayName(each) === id),
      all.filter((each) => each.name === id),
    ]) {
      const [first, ...others] = matches;
      if (first && others.length === 0) return first;
      if (first) throw ambiguous(id, matches);
    }
    throw notFound(id);
  }
}

const pick = (from: JsonObject, name: string): JsonObject =>
  from[name] === undefined ? {} : { [name]: from[name] as Json };

const notFound = (id: string) =>
  new DeployerError("RESOURCE_NOT_FOUND", {
    fault: "user",
    summary: "The simulated account holds no such resource",
    detail: `Nothing in the simulated account has the id or name ${id}.`,
    hint: "`deployer simulator list` shows what there is.",
  });

const ambiguous = (id: string, matches: readonly ResourceRecord[]) =>
  new DeployerError("RESOURCE_NOT_FOUND", {
    fault: "user",
    summary: "Several resources have that name",
    detail: `${id} is the name of ${matches.map((each) => `${each.type} ${each.key}`).join(", ")}.`,
    hint: "Name one by its id or ARN.",
  });

const invalidValue = (detail: string, hint?: string) =>
  new DeployerError("INVALID_VALUE", { fault: "user", summary: "The value cannot be set", detail, hint });

/** Reads `tags.Name`, `ingress[0].fromPort` or `tags["a.b"]`. */
function parsePath(path: string): JsonPath {
  const steps: (string | number)[] = [];
  for (const match of path.matchAll(/\[(\d+)\]|\["([^"]*)"\]|([^.[\]]+)/g)) {
    steps.push(match[1] !== undefined ? Number(match[1]) : (match[2] ?? match[3] ?? ""));
  }
  return steps;
}

function setAt(value: Json | undefined, path: JsonPath, next: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (typeof step === "number") {
    const list = Array.isArray(value) ? [...(value as Json[])] : [];
    if (step > list.length)
      throw invalidValue(`The list has ${list.length} items, so there is no ${formatPath(path)}.`);
    list[step] = setAt(list[step], rest, next);
    return list;
  }
  const object = isJsonObject(value) ? value : {};
  return { ...object, [step]: setAt(object[step], rest, next) };
}
