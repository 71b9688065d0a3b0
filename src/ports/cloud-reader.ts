import type { Region } from "../model/address.ts";
import type { JsonObject } from "../model/json.ts";
import type { OwnerTags } from "../model/owner-tags.ts";

/** One deployment of an ECS service, as DescribeServices gives it. */
export interface EcsDeployment {
  readonly status: "PRIMARY" | "ACTIVE" | "INACTIVE";
  readonly taskDefinition: string;
  readonly rolloutState: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  readonly rolloutStateReason: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly failedTasks: number;
}

/**
 * The questions that health checks ask AWS, and the answers in AWS's own terms. An adapter answers undefined where AWS
 * knows no such thing, and throws where it cannot be asked.
 */
export interface CloudQueries {
  "ec2:vpc": { query: { vpcId: string }; answer: { state: "pending" | "available" } };
  "ecs:cluster": { query: { clusterArn: string }; answer: { status: string } };
  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html */
  "ecs:service": {
    query: { clusterArn: string; serviceName: string };
    answer: {
      status: string;
      desiredCount: number;
      runningCount: number;
      pendingCount: number;
      deployments: readonly EcsDeployment[];
      /** Newest first. */
      events: readonly { readonly at: string; readonly message: string }[];
    };
  };
  /** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
  "elbv2:target-health": {
    query: { targetGroupArn: string };
    answer: {
      targets: readonly { readonly id: string; readonly state: string; readonly reason: string | undefined }[];
    };
  };
  /** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html */
  "rds:instance": { query: { identifier: string }; answer: { status: string; endpoint: string | undefined } };
  "sqs:queue": { query: { url: string }; answer: { arn: string; approximateMessages: number } };
}

/** A resource in the account that carries a component's tags. */
export interface OwnedResource {
  /** Pulumi type token. */
  readonly type: string;
  readonly id: string;
  /** The resource's name within its component, as the kind gave it. */
  readonly name: string;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
}

/** Looks at the account. Never changes anything. */
export interface CloudReader {
  ask<Q extends keyof CloudQueries>(
    question: Q,
    query: CloudQueries[Q]["query"],
    region: Region,
  ): Promise<CloudQueries[Q]["answer"] | undefined>;
  /** Everything that belongs to a component by its tags, what has no tags by what it belongs to. */
  findOwned(owner: OwnerTags, region: Region): Promise<OwnedResource[]>;
}
