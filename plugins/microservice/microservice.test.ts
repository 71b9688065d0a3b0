import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import * as v from "valibot";
import { expectGolden } from "../../test/kinds/golden.ts";
import { readmeExamples } from "../../test/kinds/readme-examples.ts";
import { type RecordedResource, recordTranslation, type Translation } from "../../test/kinds/record-translation.ts";
import { specIssues } from "../../test/kinds/spec-issues.ts";
import { largestFileBytes } from "./config-files.ts";
import { ecrRepositoryArn } from "./image-registry.ts";
import kind from "./index.ts";
import { kmsKeyArn } from "./secrets.ts";

const minimal = {
  image: { repository: "123456789012.dkr.ecr.us-east-1.amazonaws.com/notification-api", tag: "v1.0.0" },
  ports: [{ name: "http", port: 8080 }],
};
const upstream = {
  "notification-service/database": {
    kind: "RDS",
    outputs: {
      endpoint: "db.example.com",
      port: 5432,
      securityGroupId: "sg-database",
      arn: "arn:aws:rds:us-east-1:123456789012:db:x",
    },
  },
  "notification-service/queue": {
    kind: "SQS",
    outputs: { url: "https://queue", arn: "arn:aws:sqs:us-east-1:123456789012:queue", deadLetterUrl: null },
  },
};
/** The README's component and its infra.yaml, and a queue beside the database. */
const readme = {
  ...minimal,
  runtime: { platform: "fargate" },
  environment: [
    { name: "DATABASE_HOST", valueFrom: { component: "notification-service/database", output: "endpoint" } },
    { name: "DATABASE_PORT", valueFrom: { component: "database", output: "port" } },
    { name: "QUEUE_URL", valueFrom: { component: "queue", output: "url" } },
  ],
  secrets: [
    {
      name: "DB_PASSWORD",
      secretRef: "/stacks/user-platform/notification-service/db-password",
      envVar: "DATABASE_PASSWORD",
    },
  ],
  healthCheck: { readiness: { http: { path: "/health/ready", port: 8080 } } },
  resources: { cpu: 256, memory: 512 },
  scaling: { replicas: 2, autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 10 } },
  networking: { loadBalancer: { enabled: true } },
};
const internalHttps = {
  ...minimal,
  runtime: { architecture: "arm64" },
  ports: [
    { name: "http", port: 8080 },
    { name: "metrics", port: 9090 },
  ],
  entryPoint: ["/bin/api"],
  command: ["serve"],
  secrets: [{ name: "TOKEN", secretRef: "api-token", key: "token" }],
  healthCheck: {
    readiness: { http: { path: "/ready", port: 9090 } },
    liveness: { http: { path: "/alive" } },
    startupGraceSeconds: 600,
  },
  scaling: { replicas: 3, autoscaling: { enabled: true, minReplicas: 4, targetMemoryPercent: 75 } },
  networking: {
    loadBalancer: {
      enabled: true,
      internal: true,
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1b2c",
    },
  },
  security: { readOnlyRootFilesystem: true, user: "1000" },
};
const one = (translation: Translation, name: string): RecordedResource => {
  const [found, ...others] = translation.resources.filter((each) => each.name === name);
  if (!found || others.length > 0) throw new Error(`not exactly one resource is called ${name}`);
  return found;
};

describe("MicroService accepts", () => {
  const cases: Record<string, unknown> = {
    "an image and a port": minimal,
    "the README's example": readme,
    "an internal load balancer with HTTPS": internalHttps,
    "a secret that another component made": {
      ...minimal,
      secrets: [{ name: "P", valueFrom: { component: "database", output: "secretArn" }, key: "password" }],
    },
    "no replica at all": { ...minimal, scaling: { replicas: 0 } },
    "the largest task": { ...minimal, resources: { cpu: 16384, memory: 122880 } },
  };
  for (const [name, spec] of Object.entries(cases)) test(name, () => expect(specIssues(kind, spec)).toEqual([]));
});

describe("MicroService rejects", () => {
  const cases: [string, Record<string, unknown>, string][] = [
    ["an unknown field", { replicas: 2 }, "replicas"],
    ["no port", { ports: [] }, "ports"],
    [
      "a port twice",
      {
        ports: [
          { name: "a", port: 80 },
          { name: "b", port: 80 },
        ],
      },
      "ports.1.port",
    ],
    ["a platform of a later version", { runtime: { platform: "eks" } }, "runtime.platform"],
    ["a tag in the repository", { image: { repository: "nginx:1.27", tag: "x" } }, "image.repository"],
    ["a tag with spaces", { image: { repository: "nginx", tag: "a b" } }, "image.tag"],
    ["a variable with neither value", { environment: [{ name: "A" }] }, "environment.0"],
    [
      "a variable with both",
      { environment: [{ name: "A", value: "1", valueFrom: { component: "b", output: "c" } }] },
      "environment.0",
    ],
    ["a number as a value", { environment: [{ name: "A", value: 1 }] }, "environment.0.value"],
    [
      "a variable twice",
      {
        environment: [
          { name: "A", value: "1" },
          { name: "A", value: "2" },
        ],
      },
      "environment.1.name",
    ],
    ["a secret's value", { secrets: [{ name: "A", value: "hunter2" }] }, "secrets.0"],
    [
      "a secret named as a variable",
      { environment: [{ name: "A", value: "1" }], secrets: [{ name: "s", envVar: "A", secretRef: "a" }] },
      "secrets.0",
    ],
    ["CPU that Fargate lacks", { resources: { cpu: 300 } }, "resources.cpu"],
    ["memory that does not fit the CPU", { resources: { cpu: 1024, memory: 512 } }, "resources.memory"],
    ["less than nothing", { scaling: { replicas: -1 } }, "scaling.replicas"],
    [
      "bounds the wrong way round",
      { scaling: { autoscaling: { minReplicas: 5, maxReplicas: 2 } } },
      "scaling.autoscaling.maxReplicas",
    ],
    [
      "a timeout longer than the interval",
      { healthCheck: { readiness: { http: { path: "/" }, intervalSeconds: 5, timeoutSeconds: 5 } } },
      "healthCheck.readiness.timeoutSeconds",
    ],
    ["liveness of no kind", { healthCheck: { liveness: {} } }, "healthCheck.liveness"],
    [
      "a path without a slash",
      { healthCheck: { readiness: { http: { path: "health" } } } },
      "healthCheck.readiness.http.path",
    ],
    ["a retention that CloudWatch lacks", { logging: { retentionDays: 10 } }, "logging.retentionDays"],
    [
      "a rollout that can never move",
      { deployment: { minimumHealthyPercent: 100, maximumPercent: 100 } },
      "deployment.maximumPercent",
    ],
    [
      "a load balancer before UDP",
      { ports: [{ name: "dns", port: 53, protocol: "udp" }], networking: { loadBalancer: { enabled: true } } },
      "networking.loadBalancer.enabled",
    ],
    ["a longer stop than Fargate allows", { stopTimeoutSeconds: 121 }, "stopTimeoutSeconds"],
  ];
  for (const [name, change, path] of cases) {
    test(name, () => {
      const issues = specIssues(kind, { ...minimal, ...change });
      expect(issues.length).toBeGreaterThan(0);
      for (const issue of issues)
        expect(issue === path || issue.startsWith(`${path}: `) || issue.startsWith(`${path}.`)).toBe(true);
    });
  }

  test("and names the memory that would fit", () => {
    expect(specIssues(kind, { ...minimal, resources: { cpu: 512, memory: 512 } })).toEqual([
      "resources.memory: Fargate has no 512 MiB with 512 CPU units; with 512 it allows 1024, 2048, 3072, 4096",
    ]);
  });
});

describe("MicroService translates", () => {
  const configFiles = [{ path: "app.yaml", content: "sender: a@example.com\n" }];
  const examples = {
    minimal: { spec: minimal },
    readme: { spec: readme, upstream, configFiles },
    "internal-https": { spec: internalHttps },
  };
  for (const [name, example] of Object.entries(examples)) {
    test(name, async () => {
      const translation = await recordTranslation(kind, example);
      await expectGolden(join(import.meta.dir, "golden", `${name}.json`), translation);
      expect(v.is(kind.outputs, translation.outputs)).toBe(true);
    });
  }

  test("a boundary into every role, and a key into the log group", async () => {
    const key = "arn:aws:kms:us-east-1:123456789012:key/logs";
    const boundary = "arn:aws:iam::123456789012:policy/boundary";
    const spec = { ...minimal, security: { permissionsBoundaryArn: boundary }, logging: { kmsKeyArn: key } };
    const { resources } = await recordTranslation(kind, { spec });
    const inputs = (type: string, field: string) =>
      resources.filter((each) => each.type === type).map((each) => each.inputs[field]);
    expect(inputs("aws:iam/role:Role", "permissionsBoundary")).toEqual([boundary, boundary]);
    expect(inputs("aws:cloudwatch/logGroup:LogGroup", "kmsKeyId")).toEqual([key]);
  });

  test("a first plan into the same resources", async () => {
    const first = await recordTranslation(kind, { ...examples.readme, firstPlan: true });
    const later = await recordTranslation(kind, examples.readme);
    expect(first.resources.map((each) => each.name)).toEqual(later.resources.map((each) => each.name));
    expect(first.outputs.taskDefinitionArn).toBe("unknown");
  });

  test("what its connections offer into least privilege, and no more", async () => {
    const translation = await recordTranslation(kind, { spec: readme, upstream });
    expect(one(translation, "task-policy").inputs.policy).toEqual({
      json: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "UseNotificationServiceQueue",
            Effect: "Allow",
            Action: [
              "sqs:SendMessage",
              "sqs:ReceiveMessage",
              "sqs:DeleteMessage",
              "sqs:ChangeMessageVisibility",
              "sqs:GetQueueAttributes",
              "sqs:GetQueueUrl",
            ],
            Resource: "arn:aws:sqs:us-east-1:123456789012:queue",
          },
        ],
      },
    });
    expect(one(translation, "reach-notification-service.database").inputs).toMatchObject({
      securityGroupId: "sg-database",
      referencedSecurityGroupId: "security-group-id",
      fromPort: 5432,
      toPort: 5432,
    });
    const minimalNames = (await recordTranslation(kind, { spec: minimal })).resources.map((each) => each.name);
    expect(minimalNames).not.toContain("task-policy");
  });

  test("no wildcard resource but the registry's token, and no value of a secret", async () => {
    const { resources } = await recordTranslation(kind, { spec: readme, upstream });
    const statements = resources
      .filter((each) => each.type === "aws:iam/rolePolicy:RolePolicy")
      .flatMap(
        (each) =>
          (each.inputs.policy as { json: { Statement: { Action: string[]; Resource: string }[] } }).json.Statement,
      );
    expect(statements.filter((each) => each.Resource === "*").map((each) => each.Action)).toEqual([
      ["ecr:GetAuthorizationToken"],
    ]);
    expect(statements.flatMap((each) => each.Action).filter((action) => action.includes("*"))).toEqual([]);
    expect(JSON.stringify(resources)).not.toContain("hunter2");
  });

  test("no rule into the tasks from anywhere but the load balancer", async () => {
    const rules = (translation: Translation) =>
      translation.resources.filter(
        (each) => each.type.endsWith("SecurityGroupIngressRule") && each.inputs.securityGroupId === "security-group-id",
      );
    expect(rules(await recordTranslation(kind, { spec: minimal }))).toEqual([]);
    const [rule, ...others] = rules(await recordTranslation(kind, { spec: readme, upstream }));
    expect(others).toEqual([]);
    expect(rule?.inputs).toMatchObject({
      referencedSecurityGroupId: "load-balancer-security-group-id",
      fromPort: 8080,
    });
    expect(rule?.inputs).not.toHaveProperty("cidrIpv4");
  });

  test("a number of tasks that a deployment leaves to autoscaling", async () => {
    expect(one(await recordTranslation(kind, { spec: readme, upstream }), "service").options).toEqual({
      ignoreChanges: ["desiredCount"],
    });
    expect(one(await recordTranslation(kind, { spec: minimal }), "service").options).toEqual({});
    expect(one(await recordTranslation(kind, { spec: internalHttps }), "service").inputs.desiredCount).toBe(4);
  });

  test("names that AWS allows, in a stack whose name AWS keeps for itself", async () => {
    const translation = await recordTranslation(kind, {
      spec: internalHttps,
      stack: "internal-tools",
      address: "billing/frontend-of-the-house",
    });
    for (const name of ["load-balancer", "target-group"]) {
      expect(String(one(translation, name).inputs.name)).toMatch(/^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$/);
    }
    expect(String(one(translation, "load-balancer").inputs.name)).not.toStartWith("internal-");
    for (const name of ["execution-role", "task-role"])
      expect(String(one(translation, name).inputs.name).length).toBeLessThanOrEqual(64);
  });

  test("a port that changes into a target group of another name", async () => {
    const name = async (port: number) =>
      one(
        await recordTranslation(kind, { spec: { ...readme, ports: [{ name: "http", port }] }, upstream }),
        "target-group",
      ).inputs.name;
    expect(await name(8080)).not.toBe(await name(8081));
  });

  test("every resource with tags of its own name", async () => {
    const { resources } = await recordTranslation(kind, { spec: readme, upstream });
    const tagged = resources.filter((each) => "tags" in each.inputs);
    expect(tagged.length).toBeGreaterThan(10);
    for (const { name, inputs } of tagged) expect(inputs.tags).toMatchObject({ "deployer:resource": name });
    expect(new Set(resources.filter((each) => !("tags" in each.inputs)).map((each) => each.type))).toEqual(
      new Set(["aws:appautoscaling/policy:Policy", "aws:iam/rolePolicy:RolePolicy"]),
    );
  });
});

describe("MicroService refuses to translate", () => {
  const files = (...named: [string, string][]) => named.map(([path, content]) => ({ path, content }));
  const cases: [string, Parameters<typeof recordTranslation>[1], RegExp][] = [
    [
      "a config file that is too large",
      { spec: minimal, configFiles: files(["big.json", "x".repeat(largestFileBytes + 1)]) },
      /configs\/big\.json has 8193 bytes/,
    ],
    [
      "too many config files",
      {
        spec: minimal,
        configFiles: files(...Array.from({ length: 5 }, (_, i): [string, string] => [`${i}.json`, "x".repeat(8000)])),
      },
      /more than 32768 bytes/,
    ],
    [
      "two files of one name",
      { spec: minimal, configFiles: files(["a.b", ""], ["a_b", ""]) },
      /CONFIG_A_B, which configs\/a\.b has already/,
    ],
    [
      "a file and a variable of one name",
      { spec: { ...minimal, environment: [{ name: "CONFIG_A", value: "" }] }, configFiles: files(["a", ""]) },
      /CONFIG_A, which `environment` has already/,
    ],
  ];
  for (const [name, example, message] of cases) {
    test(name, () => expect(recordTranslation(kind, example)).rejects.toThrow(message));
  }
});

test("only ECR images need a permission", () => {
  expect(ecrRepositoryArn("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/api")).toBe(
    "arn:aws:ecr:eu-west-1:123456789012:repository/team/api",
  );
  expect(ecrRepositoryArn("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/api")).toBe(
    "arn:aws-cn:ecr:cn-north-1:123456789012:repository/api",
  );
  for (const other of ["nginx", "public.ecr.aws/nginx/nginx", "ghcr.io/team/api"])
    expect(ecrRepositoryArn(other)).toBeUndefined();
});

test("a secret's own key is granted, the account's default key needs no grant", () => {
  const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf";
  const key = "arn:aws:kms:us-east-1:123456789012:key/1b2c";
  expect(kmsKeyArn(secret, key)).toBe(key);
  expect(kmsKeyArn(secret, "1b2c")).toBe(key);
  expect(kmsKeyArn(secret, "")).toBeNull();
  expect(kmsKeyArn(secret, "alias/aws/secretsmanager")).toBeNull();
});

test("MicroService accepts every example of its README", () => {
  const examples = readmeExamples(import.meta.dir);
  expect(examples.length).toBeGreaterThan(1);
  expect(examples.map((spec) => specIssues(kind, spec))).toEqual(examples.map(() => []));
});
