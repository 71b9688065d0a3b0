import * as v from "valibot";
import { containerImageSchema } from "../../schemas/container-image.ts";
import { containerPortSchema } from "../../schemas/container-port.ts";
import { livenessSchema, readinessSchema } from "../../schemas/container-probe.ts";
import { containerSecretSchema } from "../../schemas/container-secret.ts";
import { environmentVariableSchema } from "../../schemas/environment-variable.ts";
import { fargateSizeSchema } from "../../schemas/fargate-size.ts";
import { ipv4CidrSchema } from "../../schemas/ipv4-cidr.ts";
import { kmsKeyArnSchema } from "../../schemas/kms-key-arn.ts";
import { logRetentionSchema } from "../../schemas/log-retention.ts";
import { permissionsBoundarySchema } from "../../schemas/permissions-boundary.ts";
import { uniqueBy } from "../../schemas/unique-by.ts";
import { wholeNumber } from "../../schemas/whole-number.ts";

const runtimeSpec = v.strictObject({
  /** Where containers run: `fargate`, the only platform of this version. */
  platform: v.optional(
    v.pipe(
      v.picklist(["fargate"], 'must be "fargate", the only platform of this version'),
      v.description("Where containers run: `fargate`, the only platform of this version."),
    ),
    "fargate",
  ),
  /** Processor that the image is built for: `x86_64` (default) or `arm64`, which costs less. */
  architecture: v.optional(
    v.pipe(
      v.picklist(["x86_64", "arm64"]),
      v.description("Processor that the image is built for: `x86_64` (default) or `arm64`, which costs less."),
    ),
    "x86_64",
  ),
});

const healthCheckSpec = v.strictObject({
  /**
   * When a task may get traffic from the load balancer; without one nobody asks. Default: any answer below 500 to `GET
   * /`.
   */
  readiness: v.optional(
    v.pipe(
      readinessSchema,
      v.description(
        "When a task may get traffic from the load balancer; without one nobody asks. Default: any answer below 500 to `GET /`.",
      ),
    ),
  ),
  /** Whether a container still works; ECS replaces the task where not. Default: none. */
  liveness: v.optional(
    v.pipe(
      livenessSchema,
      v.description("Whether a container still works; ECS replaces the task where not. Default: none."),
    ),
  ),
  /**
   * Seconds after its start in which failing checks do not count (for `liveness` at most 300, as ECS allows). Default
   * 60.
   */
  startupGraceSeconds: v.optional(
    v.pipe(
      wholeNumber(0, 1800),
      v.description(
        "Seconds after its start in which failing checks do not count (for `liveness` at most 300, as ECS allows). Default 60.",
      ),
    ),
    60,
  ),
});

const autoscalingSpec = v.pipe(
  v.strictObject({
    /** Whether the number of tasks follows the load. Default false. */
    enabled: v.optional(
      v.pipe(v.boolean(), v.description("Whether the number of tasks follows the load. Default false.")),
      false,
    ),
    /** Fewest tasks. Default 2. */
    minReplicas: v.optional(v.pipe(wholeNumber(1, 5000), v.description("Fewest tasks. Default 2.")), 2),
    /** Most tasks. Default 10. */
    maxReplicas: v.optional(v.pipe(wholeNumber(1, 5000), v.description("Most tasks. Default 10.")), 10),
    /** Average CPU use that scaling aims at, in percent. Default 60. */
    targetCpuPercent: v.optional(
      v.pipe(wholeNumber(10, 95), v.description("Average CPU use that scaling aims at, in percent. Default 60.")),
      60,
    ),
    /**
     * Average memory use that scaling aims at, in percent. Default: memory is not looked at, because many runtimes
     * never give it back.
     */
    targetMemoryPercent: v.optional(
      v.pipe(
        wholeNumber(10, 95),
        v.description(
          "Average memory use that scaling aims at, in percent. Default: memory is not looked at, because many runtimes never give it back.",
        ),
      ),
    ),
  }),
  v.forward(
    v.check((scaling) => scaling.maxReplicas >= scaling.minReplicas, "must not be less than `minReplicas`"),
    ["maxReplicas"],
  ),
);

const scalingSpec = v.strictObject({
  /** Tasks that run. Default 2. With autoscaling only the number to start with, kept within its bounds. */
  replicas: v.optional(
    v.pipe(
      wholeNumber(0, 5000),
      v.description(
        "Tasks that run. Default 2. With autoscaling only the number to start with, kept within its bounds.",
      ),
    ),
    2,
  ),
  /** Scaling by load. */
  autoscaling: v.optional(v.pipe(autoscalingSpec, v.description("Scaling by load.")), {}),
});

const loadBalancerSpec = v.strictObject({
  /** Whether an Application Load Balancer stands before the first TCP port. Default false. */
  enabled: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Whether an Application Load Balancer stands before the first TCP port. Default false."),
    ),
    false,
  ),
  /**
   * Reachable from inside the network only. Default false. Changing it replaces the load balancer and its host name.
   */
  internal: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        "Reachable from inside the network only. Default false. Changing it replaces the load balancer and its host name.",
      ),
    ),
    false,
  ),
  /** Certificate for HTTPS; HTTP then redirects to it. Default: HTTP only. */
  certificateArn: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^arn:aws[a-z-]*:(acm|iam):[a-z0-9-]*:\d{12}:(server-)?certificate\/.+$/,
        "must be the ARN of a certificate",
      ),
      v.description("Certificate for HTTPS; HTTP then redirects to it. Default: HTTP only."),
    ),
  ),
  /** Address ranges that may connect. Default: everyone; for an internal load balancer the network. */
  allowedCidrs: v.optional(
    v.pipe(
      v.array(ipv4CidrSchema),
      v.minLength(1, "must not be empty"),
      v.description("Address ranges that may connect. Default: everyone; for an internal load balancer the network."),
    ),
  ),
  /** Seconds after which an idle connection is closed. Default 60. */
  idleTimeoutSeconds: v.optional(
    v.pipe(wholeNumber(1, 4000), v.description("Seconds after which an idle connection is closed. Default 60.")),
    60,
  ),
  /** Seconds that a task that is stopped may finish its requests. Default 30. */
  deregistrationDelaySeconds: v.optional(
    v.pipe(
      wholeNumber(0, 3600),
      v.description("Seconds that a task that is stopped may finish its requests. Default 30."),
    ),
    30,
  ),
});

const networkingSpec = v.strictObject({
  /** The way in from outside. */
  loadBalancer: v.optional(v.pipe(loadBalancerSpec, v.description("The way in from outside.")), {}),
  /** Address ranges that tasks may connect to. Default `0.0.0.0/0`. */
  egressCidrs: v.optional(
    v.pipe(
      v.array(ipv4CidrSchema),
      v.minLength(1, "must not be empty: a task must reach the registry, the logs and its secrets"),
      v.description("Address ranges that tasks may connect to. Default `0.0.0.0/0`."),
    ),
    ["0.0.0.0/0"],
  ),
});

const loggingSpec = v.strictObject({
  /** Days that CloudWatch keeps the logs. Default 30. */
  retentionDays: v.optional(
    v.pipe(logRetentionSchema, v.description("Days that CloudWatch keeps the logs. Default 30.")),
    30,
  ),
  /** Encrypt the logs with this KMS key, whose policy must let CloudWatch Logs use it. Default: CloudWatch's own. */
  kmsKeyArn: v.optional(
    v.pipe(
      kmsKeyArnSchema,
      v.description(
        "Encrypt the logs with this KMS key, whose policy must let CloudWatch Logs use it. Default: CloudWatch's own.",
      ),
    ),
  ),
});

const deploymentSpec = v.pipe(
  v.strictObject({
    /** Share of the tasks that must stay healthy while deploying, in percent. Default 100. */
    minimumHealthyPercent: v.optional(
      v.pipe(
        wholeNumber(0, 100),
        v.description("Share of the tasks that must stay healthy while deploying, in percent. Default 100."),
      ),
      100,
    ),
    /** Share of the tasks that may run at once while deploying, in percent. Default 200. */
    maximumPercent: v.optional(
      v.pipe(
        wholeNumber(100, 200),
        v.description("Share of the tasks that may run at once while deploying, in percent. Default 200."),
      ),
      200,
    ),
  }),
  v.forward(
    v.check(
      (deployment) => deployment.maximumPercent > deployment.minimumHealthyPercent,
      "must be more than `minimumHealthyPercent`, or ECS can neither start nor stop a task",
    ),
    ["maximumPercent"],
  ),
);

const securitySpec = v.strictObject({
  /** IAM policy that bounds the roles of the tasks. Default: none. */
  permissionsBoundaryArn: v.optional(
    v.pipe(permissionsBoundarySchema, v.description("IAM policy that bounds the roles of the tasks. Default: none.")),
  ),
  /** Mount the image read-only. Default false, because many applications write temporary files. */
  readOnlyRootFilesystem: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Mount the image read-only. Default false, because many applications write temporary files."),
    ),
    false,
  ),
  /** User in the container, such as `1000` or `1000:1000`. Default: the image's. */
  user: v.optional(
    v.pipe(
      v.string("must be text: put the number in quotes"),
      v.minLength(1),
      v.description("User in the container, such as `1000` or `1000:1000`. Default: the image's."),
    ),
  ),
});

const command = v.pipe(v.array(v.string()), v.minLength(1, "must not be empty"));

const fields = v.strictObject({
  /** The container image. */
  image: v.pipe(containerImageSchema, v.description("The container image.")),
  /** Where and on what the containers run. */
  runtime: v.optional(v.pipe(runtimeSpec, v.description("Where and on what the containers run.")), {}),
  /** Ports that the container listens on; the first TCP one is what the load balancer and the output `port` mean. */
  ports: v.pipe(
    v.array(containerPortSchema),
    v.minLength(1, "must name at least one port"),
    uniqueBy<v.InferOutput<typeof containerPortSchema>>("name"),
    uniqueBy<v.InferOutput<typeof containerPortSchema>>("port"),
    v.description(
      "Ports that the container listens on; the first TCP one is what the load balancer and the output `port` mean.",
    ),
  ),
  /** Environment variables, merged by `name`. */
  environment: v.optional(
    v.pipe(
      v.array(environmentVariableSchema),
      uniqueBy<v.InferOutput<typeof environmentVariableSchema>>("name"),
      v.description("Environment variables, merged by `name`."),
    ),
    [],
  ),
  /** Secrets that become environment variables, merged by `name`. */
  secrets: v.optional(
    v.pipe(
      v.array(containerSecretSchema),
      uniqueBy<v.InferOutput<typeof containerSecretSchema>>("name"),
      v.description("Secrets that become environment variables, merged by `name`."),
    ),
    [],
  ),
  /** Replaces the image's entry point. */
  entryPoint: v.optional(v.pipe(command, v.description("Replaces the image's entry point."))),
  /** Replaces the image's command. */
  command: v.optional(v.pipe(command, v.description("Replaces the image's command."))),
  /** Folder in which the container starts. Default: the image's. */
  workingDirectory: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\//, "must be an absolute path"),
      v.description("Folder in which the container starts. Default: the image's."),
    ),
  ),
  /** How to tell a working task from a broken one. */
  healthCheck: v.optional(v.pipe(healthCheckSpec, v.description("How to tell a working task from a broken one.")), {}),
  /** CPU and memory of a task. */
  resources: v.optional(v.pipe(fargateSizeSchema, v.description("CPU and memory of a task.")), {}),
  /** How many tasks run. */
  scaling: v.optional(v.pipe(scalingSpec, v.description("How many tasks run.")), {}),
  /** Who reaches the tasks, and whom they reach. */
  networking: v.optional(v.pipe(networkingSpec, v.description("Who reaches the tasks, and whom they reach.")), {}),
  /** Logs of the containers. */
  logging: v.optional(v.pipe(loggingSpec, v.description("Logs of the containers.")), {}),
  /** How ECS goes from one version to the next. */
  deployment: v.optional(v.pipe(deploymentSpec, v.description("How ECS goes from one version to the next.")), {}),
  /** What the container may do. */
  security: v.optional(v.pipe(securitySpec, v.description("What the container may do.")), {}),
  /** Seconds between SIGTERM and SIGKILL when a task is stopped. Default 30. */
  stopTimeoutSeconds: v.optional(
    v.pipe(
      wholeNumber(2, 120),
      v.description("Seconds between SIGTERM and SIGKILL when a task is stopped. Default 30."),
    ),
    30,
  ),
});

/** Names that `environment` has, too, with the place of the secret that claims them. */
const namesUsedOnce = v.rawCheck<v.InferOutput<typeof fields>>(({ dataset, addIssue }) => {
  if (!dataset.typed) return;
  const { environment, secrets } = dataset.value;
  const taken = new Set(environment.map((variable) => variable.name));
  for (const [index, secret] of secrets.entries()) {
    const name = secret.envVar ?? secret.name;
    if (taken.has(name)) {
      addIssue({
        message: `the environment variable "${name}" is set twice`,
        path: [
          { type: "object", origin: "value", input: { ...dataset.value }, key: "secrets", value: secrets },
          { type: "array", origin: "value", input: secrets, key: index, value: secret },
        ],
      });
    }
    taken.add(name);
  }
});

/** What a MicroService component may say. */
export const microServiceSpec = v.pipe(
  fields,
  namesUsedOnce,
  v.forward(
    v.check(
      ({ networking, ports }) => !networking.loadBalancer.enabled || ports.some((port) => port.protocol === "tcp"),
      "needs a TCP port in `ports`",
    ),
    ["networking", "loadBalancer", "enabled"],
  ),
);

/** What other components can take from a MicroService. */
export const microServiceOutputs = v.strictObject({
  /** Name of the ECS service. */
  serviceName: v.pipe(v.string(), v.description("Name of the ECS service.")),
  /** ARN of the ECS service. */
  serviceArn: v.pipe(v.string(), v.description("ARN of the ECS service.")),
  /** ARN of the ECS cluster that it runs in. */
  clusterArn: v.pipe(v.string(), v.description("ARN of the ECS cluster that it runs in.")),
  /** ARN of the task definition revision that was deployed. */
  taskDefinitionArn: v.pipe(v.string(), v.description("ARN of the task definition revision that was deployed.")),
  /** ARN of the role that the application has. */
  taskRoleArn: v.pipe(v.string(), v.description("ARN of the role that the application has.")),
  /** CloudWatch log group of the containers. */
  logGroupName: v.pipe(v.string(), v.description("CloudWatch log group of the containers.")),
  /** Security group of the tasks; consumers add their own rule to it. */
  securityGroupId: v.pipe(
    v.string(),
    v.description("Security group of the tasks; consumers add their own rule to it."),
  ),
  /** The first TCP port, or the first port. */
  port: v.pipe(v.number(), v.description("The first TCP port, or the first port.")),
  /** Address of the load balancer; null without one. */
  url: v.nullish(v.pipe(v.string(), v.description("Address of the load balancer; null without one.")), null),
  /** ARN of the load balancer's target group; null without one. */
  targetGroupArn: v.nullish(
    v.pipe(v.string(), v.description("ARN of the load balancer's target group; null without one.")),
    null,
  ),
});

export type MicroServiceSpec = v.InferOutput<typeof microServiceSpec>;
export type MicroServiceOutputs = v.InferOutput<typeof microServiceOutputs>;
