import type { Address, DeploymentId, EnvironmentName, Region, StackName } from "../../src/model/address.ts";
import type { ValidComponent } from "../../src/model/configuration.ts";
import type { Action, ComponentPlan, Plan, PropertyChange, ResourceChange } from "../../src/model/plan.ts";
import type { ComponentRecord } from "../../src/model/state.ts";

export const stack = "user-platform" as StackName;
export const environment = "production" as EnvironmentName;
export const region = "us-east-1" as Region;

export const sampleScope = { stack, environment };
export const at = (text: string): Address => text as Address;

const resource = (
  type: string,
  name: string,
  action: Action,
  changes: readonly PropertyChange[] = [],
): ResourceChange => ({
  urn: `urn:pulumi:c::user-platform::${type}::${name}`,
  type,
  name,
  action,
  changes,
});

const change = (
  path: string,
  before: PropertyChange["before"],
  after: PropertyChange["after"],
  forcesReplacement = false,
): PropertyChange => ({ path, before, after, forcesReplacement });

interface ComponentSample {
  readonly address: string;
  readonly kind: string;
  readonly action: Action;
  readonly resources?: readonly ResourceChange[];
  readonly reasons?: readonly string[];
  readonly risk?: ComponentPlan["risk"];
  readonly losesData?: boolean;
}

/** What a view never reads is left out of the sample. */
const componentPlan = (sample: ComponentSample): ComponentPlan =>
  ({
    address: at(sample.address),
    kind: sample.kind,
    region,
    action: sample.action,
    reasons: sample.reasons ?? [],
    resources: sample.resources ?? [],
    risk: sample.risk ?? { level: "LOW", reasons: [] },
    cost: { monthlyUsdBefore: null, monthlyUsdAfter: null },
    losesData: sample.losesData ?? false,
    component: {} as ValidComponent,
    recorded: {} as ComponentRecord,
  }) as ComponentPlan;

const planBase = {
  planId: "9f2c".repeat(16),
  operation: "apply",
  stack,
  environment,
  region,
  baseState: undefined,
  cost: { monthlyUsdBefore: null, monthlyUsdAfter: null, monthlyUsdDelta: null, unknown: [], pricesDate: null },
  policies: { checked: 0, warnings: [], violations: [] },
  approval: { required: true, reasons: ["every change needs approval"] },
  interrupted: undefined,
} as const satisfies Partial<Plan>;

/** The first deployment of a service. */
export const createPlan: Plan = {
  ...planBase,
  environment: "development" as EnvironmentName,
  baseSerial: 0,
  waves: [
    [at("foundation/network"), at("foundation/cluster")],
    [at("user-service/database"), at("user-service/queue")],
    [at("user-service/api")],
  ],
  components: [
    componentPlan({
      address: "foundation/network",
      kind: "Networking",
      action: "CREATE",
      reasons: ["not deployed yet"],
      resources: [
        resource("aws:ec2/vpc:Vpc", "vpc", "CREATE", [change("cidrBlock", undefined, "10.0.0.0/16")]),
        resource("aws:ec2/subnet:Subnet", "private-a", "CREATE"),
        resource("aws:ec2/subnet:Subnet", "private-b", "CREATE"),
        resource("aws:ec2/routeTable:RouteTable", "private", "CREATE"),
      ],
    }),
    componentPlan({
      address: "foundation/cluster",
      kind: "Cluster",
      action: "CREATE",
      reasons: ["not deployed yet"],
      resources: [resource("aws:ecs/cluster:Cluster", "cluster", "CREATE")],
    }),
    componentPlan({
      address: "user-service/database",
      kind: "RDS",
      action: "CREATE",
      reasons: ["not deployed yet"],
      resources: [
        resource("aws:rds/subnetGroup:SubnetGroup", "subnets", "CREATE"),
        resource("aws:rds/instance:Instance", "instance", "CREATE", [
          change("engine", undefined, "postgres"),
          change("password", undefined, "[secret]"),
          change("vpcSecurityGroupIds[0]", undefined, "[unknown]"),
        ]),
      ],
    }),
    componentPlan({
      address: "user-service/queue",
      kind: "SQS",
      action: "CREATE",
      reasons: ["not deployed yet"],
      resources: [resource("aws:sqs/queue:Queue", "queue", "CREATE")],
    }),
    componentPlan({
      address: "user-service/api",
      kind: "MicroService",
      action: "CREATE",
      reasons: ["not deployed yet"],
      resources: [
        resource("aws:ecs/taskDefinition:TaskDefinition", "task", "CREATE"),
        resource("aws:ecs/service:Service", "service", "CREATE"),
        resource("aws:iam/role:Role", "task-role", "CREATE"),
        resource("aws:iam/role:Role", "execution-role", "CREATE"),
        resource("aws:lb/targetGroup:TargetGroup", "target-group", "CREATE"),
      ],
      risk: { level: "MEDIUM", reasons: ["creates IAM roles", "first deployment"] },
    }),
  ],
  summary: { create: 5, update: 0, replace: 0, delete: 0, noOp: 0 },
  risk: { level: "MEDIUM", reasons: ["creates IAM roles"] },
  dataLoss: [],
};

const longBefore = JSON.stringify([{ name: "api", image: "123.dkr.ecr.us-east-1.amazonaws.com/api:v1.0.0", cpu: 256 }]);

/** Everything at once: an update, a replacement and a deletion that lose data, policies, and known costs. */
export const mixedPlan: Plan = {
  ...planBase,
  baseSerial: 12,
  interrupted: "7f1e0c62-8a54-4d0f-9f43-3a2f6f0c9a11" as DeploymentId,
  waves: [[at("user-service/database")], [at("user-service/api")], [at("user-service/files")]],
  components: [
    componentPlan({
      address: "user-service/database",
      kind: "RDS",
      action: "REPLACE",
      reasons: ["the storage's encryption changed"],
      losesData: true,
      risk: { level: "CRITICAL", reasons: ["destroys data", "replaces a stateful component", "production"] },
      resources: [
        resource("aws:rds/instance:Instance", "instance", "REPLACE", [
          change("storageEncrypted", false, true, true),
          change("tags.owner", undefined, "platform"),
          change("password", "[secret]", "[secret]"),
          change("endpoint", "db.example.internal:5432", "[unknown]"),
        ]),
        resource("aws:rds/subnetGroup:SubnetGroup", "subnets", "NO_OP"),
      ],
    }),
    componentPlan({
      address: "user-service/api",
      kind: "MicroService",
      action: "UPDATE",
      reasons: ["the image's tag changed", "user-service/database will have a new endpoint"],
      risk: { level: "HIGH", reasons: ["production"] },
      resources: [
        resource("aws:ecs/taskDefinition:TaskDefinition", "task", "REPLACE", [
          change("containerDefinitions", longBefore, longBefore.replace("v1.0.0", "v1.0.1"), true),
        ]),
        resource("aws:ecs/service:Service", "service", "UPDATE", [
          change("desiredCount", 2, 3),
          change("tags.legacy", "yes", undefined),
        ]),
      ],
    }),
    componentPlan({
      address: "user-service/files",
      kind: "S3",
      action: "DELETE",
      reasons: ["no longer in the configuration"],
      losesData: true,
      risk: { level: "HIGH", reasons: ["destroys data"] },
      resources: [resource("aws:s3/bucket:Bucket", "bucket", "DELETE")],
    }),
    componentPlan({ address: "foundation/network", kind: "Networking", action: "NO_OP" }),
    componentPlan({ address: "foundation/cluster", kind: "Cluster", action: "NO_OP" }),
    componentPlan({ address: "user-service/queue", kind: "SQS", action: "NO_OP" }),
  ],
  summary: { create: 0, update: 1, replace: 1, delete: 1, noOp: 3 },
  cost: {
    monthlyUsdBefore: 120.5,
    monthlyUsdAfter: 98.25,
    monthlyUsdDelta: -22.25,
    unknown: [at("user-service/queue")],
    pricesDate: "2026-01-15",
  },
  risk: { level: "CRITICAL", reasons: ["destroys data", "production"] },
  dataLoss: [at("user-service/database"), at("user-service/files")],
  policies: {
    checked: 14,
    warnings: [{ policy: "cost", message: "The instance class is larger than usual.", address: "user-service/database" }],
    violations: [],
  },
};

/** Nothing to do. */
export const unchangedPlan: Plan = {
  ...mixedPlan,
  ...planBase,
  waves: [],
  components: mixedPlan.components.filter((component) => component.action === "NO_OP"),
  summary: { create: 0, update: 0, replace: 0, delete: 0, noOp: 3 },
  risk: { level: "LOW", reasons: [] },
  dataLoss: [],
  policies: { checked: 14, warnings: [], violations: [] },
};
