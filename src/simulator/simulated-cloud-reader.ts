import { createHash } from "node:crypto";
import { DeployerError } from "../diagnostics/deployer-error.ts";
import type { Region } from "../model/address.ts";
import { splitAddress } from "../model/address.ts";
import { isJsonObject, type JsonObject } from "../model/json.ts";
import { type OwnerTags, ownerTagKeys } from "../model/owner-tags.ts";
import type { Clock } from "../ports/clock.ts";
import type { CloudQueries, CloudReader, OwnedResource } from "../ports/cloud-reader.ts";
import { Account } from "./account/account.ts";
import { AccountFolder } from "./account/account-folder.ts";
import type { Fault } from "./account/faults.ts";
import { observed } from "./account/observed.ts";
import { outsideName } from "./account/record-store.ts";
import type { ResourceRecord } from "./account/resource-record.ts";
import { describeService } from "./behaviour/ecs-rollout.ts";
import { argumentsOf, ruleCatalogue } from "./types/rule-catalogue.ts";
import { text } from "./types/type-rule.ts";

/** A reader of the account in a folder; starts no server. */
export function simulatedCloudReader(folder: string, clock: Clock): CloudReader {
  return new FolderCloudReader(new Account(new AccountFolder(folder), clock), clock);
}

type Answers = {
  [Q in keyof CloudQueries]: (query: CloudQueries[Q]["query"], region: string) => CloudQueries[Q]["answer"] | undefined;
};

/** States of an instance that a health fault's message may name: RDS user guide, "DB instance status". */
const rdsTroubles = [
  "failed",
  "incompatible-network",
  "incompatible-option-group",
  "incompatible-parameters",
  "incompatible-restore",
  "insufficient-capacity",
  "restore-error",
  "storage-full",
  "stopped",
];

/** Answers from the account's folder what AWS would answer now. */
export class FolderCloudReader implements CloudReader {
  constructor(
    private readonly account: Account,
    private readonly clock: Clock,
  ) {}

  async ask<Q extends keyof CloudQueries>(
    question: Q,
    query: CloudQueries[Q]["query"],
    region: Region,
  ): Promise<CloudQueries[Q]["answer"] | undefined> {
    return this.#answers[question](query, region);
  }

  async findOwned(owner: OwnerTags, region: Region): Promise<OwnedResource[]> {
    return this.account.store
      .all()
      .filter((record) => record.region === region && belongsTo(record, owner))
      .map((record) => observed(record, this.clock.nowMs()))
      .map(({ type, id, name, inputs, properties }) => ({ type, id, name, inputs, outputs: properties }));
  }

  readonly #answers: Answers = {
    "ec2:vpc": ({ vpcId }, region) => {
      const found = this.#look("aws:ec2/vpc:Vpc", region, "id", vpcId);
      if (!found) return this.account.store.existing("aws:ec2/vpc:Vpc", vpcId) ? { state: "available" } : undefined;
      return { state: this.#isReady(found.record) && !found.fault ? "available" : "pending" };
    },
    "ecs:cluster": ({ clusterArn }, region) => {
      const found = this.#look("aws:ecs/cluster:Cluster", region, "arn", clusterArn);
      if (!found) return this.#outside("aws:ecs/cluster:Cluster", lastPart(clusterArn)) && { status: "ACTIVE" };
      return { status: found.fault ? "FAILED" : this.#isReady(found.record) ? "ACTIVE" : "PROVISIONING" };
    },
    "ecs:service": ({ clusterArn, serviceName }, region) => {
      const record = this.#service(clusterArn, serviceName, region);
      return record && this.#describeService(record);
    },
    "elbv2:target-health": ({ targetGroupArn }, region) => this.#targetHealth(targetGroupArn, region),
    "rds:instance": ({ identifier }, region) => {
      const found = this.#look("aws:rds/instance:Instance", region, "identifier", identifier);
      if (!found) {
        const outside = this.#outside("aws:rds/instance:Instance", identifier);
        return outside && { status: "available", endpoint: text(outside.address) };
      }
      const { record, fault } = found;
      const isReady = this.#isReady(record);
      const isMade = isReady || record.transition === "modifying";
      const status = fault
        ? troubleOf(fault)
        : isReady
          ? text(record.properties.status) || "available"
          : record.transition;
      return { status, endpoint: isMade ? text(record.properties.endpoint) : undefined };
    },
    "sqs:queue": ({ url }, region) => {
      const found = this.#look("aws:sqs/queue:Queue", region, "id", url);
      const outside = found ? undefined : this.#outside("aws:sqs/queue:Queue", lastPart(url));
      if (outside) return { arn: text(outside.arn), approximateMessages: 0 };
      // A queue that is struck answers as one that is gone: SQS knows no state between.
      if (!found || found.fault || !this.#isReady(found.record)) return undefined;
      return { arn: text(found.record.properties.arn), approximateMessages: 0 };
    },
  };

  /** What Deployer does not manage, once it was looked up. */
  #outside = (type: string, name: string): JsonObject | undefined =>
    this.account.store.existing(type, outsideName(type, name));

  /** A resource and the health fault that strikes it. Throws where a read fault strikes. */
  #look(
    type: string,
    region: string,
    by: string,
    value: string,
  ): { record: ResourceRecord; fault: Fault | undefined } | undefined {
    const record = this.account.store.find(type, region, by, value);
    if (!record) return undefined;
    this.#refuseRead(record);
    const fault = this.account.faults.strike("health", { type, component: record.owner.component });
    return { record: observed(record, this.clock.nowMs()), fault };
  }

  #refuseRead(record: ResourceRecord): void {
    const fault = this.account.faults.strike("read", { type: record.type, component: record.owner.component });
    if (!fault) return;
    throw new DeployerError("CLOUD_READ_FAILED", {
      fault: "environment",
      summary: "AWS could not be asked",
      detail: fault.message ?? `The simulated account could not read ${record.type} ${record.id}: InternalFailure.`,
    });
  }

  #service(clusterArn: string, serviceName: string, region: string): ResourceRecord | undefined {
    const cluster = clusterArn.slice(clusterArn.lastIndexOf("/") + 1);
    return this.account.store.read("aws:ecs/service:Service", region, `${cluster}/${serviceName}`);
  }

  #describeService(record: ResourceRecord): CloudQueries["ecs:service"]["answer"] {
    this.#refuseRead(record);
    const nowMs = this.clock.nowMs();
    const begunMs = record.times.rollouts.at(-1)?.startedAtMs ?? 0;
    const target = { type: record.type, component: record.owner.component };
    // A fault that was there when the rollout began has struck it already; a later one strikes the tasks that run.
    const fault = this.account.faults.strike("health", target, (each) => each.setAtMs > begunMs);
    return describeService(record, nowMs, fault && (fault.message ?? "tasks failed to start"));
  }

  #targetHealth(targetGroupArn: string, region: string): CloudQueries["elbv2:target-health"]["answer"] | undefined {
    const group = this.account.store.find("aws:lb/targetGroup:TargetGroup", region, "arn", targetGroupArn);
    if (!group) return undefined;
    const fault = this.account.faults.find("health", { type: group.type, component: null });
    const services = this.account.store
      .list("aws:ecs/service:Service", region)
      .filter((each) => usesTargetGroup(each, targetGroupArn));
    const targets = services.flatMap((service) => {
      const { runningCount, pendingCount } = this.#describeService(service);
      return [
        ...targetsOf(
          service,
          0,
          runningCount,
          fault ? "unhealthy" : "healthy",
          fault ? "Target.FailedHealthChecks" : undefined,
        ),
        ...targetsOf(service, runningCount, pendingCount, "unhealthy", "Target.FailedHealthChecks"),
      ];
    });
    return { targets };
  }

  #isReady(record: ResourceRecord): boolean {
    return record.times.readyAtMs <= this.clock.nowMs();
  }
}

const troubleOf = (fault: Fault): string =>
  fault.message !== null && rdsTroubles.includes(fault.message) ? fault.message : "incompatible-parameters";

function usesTargetGroup(service: ResourceRecord, arn: string): boolean {
  const { loadBalancers } = service.properties;
  return Array.isArray(loadBalancers) && (loadBalancers as JsonObject[]).some((each) => each.targetGroupArn === arn);
}

/** Targets are tasks' addresses, the same at every look. */
function targetsOf(service: ResourceRecord, from: number, count: number, state: string, reason: string | undefined) {
  return Array.from({ length: count }, (_, at) => {
    const [a = 0, b = 0] = createHash("sha256")
      .update(`${service.id} ${from + at}`)
      .digest();
    return { id: `10.0.${a}.${b}`, state, reason };
  });
}

/** By its tags where its type has tags; what has none belongs to whoever made it. */
function belongsTo(record: ResourceRecord, owner: OwnerTags): boolean {
  const rule = ruleCatalogue.get(record.type);
  const { service, component } = splitAddress(owner.address);
  if (rule && argumentsOf(rule).has("tags")) {
    const tags = isJsonObject(record.properties.tags) ? record.properties.tags : {};
    return (
      tags[ownerTagKeys.stack] === owner.stack &&
      tags[ownerTagKeys.environment] === owner.environment &&
      tags[ownerTagKeys.service] === service &&
      tags[ownerTagKeys.component] === component
    );
  }
  const made = record.owner;
  return made.stack === owner.stack && made.environment === owner.environment && made.component === owner.address;
}

/** The name at the end of an ARN or a URL. */
const lastPart = (text: string): string => text.slice(text.lastIndexOf("/") + 1);
