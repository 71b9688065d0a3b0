import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import * as pulumi from "@pulumi/pulumi";
import type { TranslateContext } from "../../src/kinds/kit.ts";
import { ecrRepositoryArn } from "./image-registry.ts";
import type { MicroServiceSpec } from "./schema.ts";
import type { ResolvedSecret } from "./secrets.ts";

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: pulumi.Input<string> | readonly pulumi.Input<string>[];
}

export interface Roles {
  readonly execution: Role;
  readonly task: Role;
  /** What must exist before a task starts, or its first start fails. */
  readonly policies: readonly RolePolicy[];
}

export function makeRoles(
  spec: MicroServiceSpec,
  context: TranslateContext,
  logGroup: LogGroup,
  secrets: readonly ResolvedSecret[],
): Roles {
  const execution = makeRole("execution-role", "execution", spec, context);
  const task = makeRole("task-role", "task", spec, context, ownTasksOnly(context));
  const policies = [
    new RolePolicy("execution-policy", {
      name: "execution",
      role: execution.name,
      policy: policyDocument(executionStatements(spec, logGroup, secrets)),
    }),
  ];
  const granted = connectionStatements(context);
  if (granted.length > 0) {
    policies.push(
      new RolePolicy("task-policy", { name: "connections", role: task.name, policy: policyDocument(granted) }),
    );
  }
  return { execution, task, policies };
}

function makeRole(
  name: string,
  suffix: string,
  spec: MicroServiceSpec,
  context: TranslateContext,
  condition?: object,
): Role {
  const boundary = spec.security.permissionsBoundaryArn;
  return new Role(name, {
    // IAM is global: the region keeps components of two regions apart.
    name: context.physicalName({ maxLength: 64, suffix: `${context.region}-${suffix}` }),
    assumeRolePolicy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Action: "sts:AssumeRole",
          ...(condition && { Condition: condition }),
        },
      ],
    }),
    ...(boundary !== undefined && { permissionsBoundary: boundary }),
    tags: { ...context.tags(name) },
  });
}

/**
 * Only tasks of this account and region may have the application's role (the "confused deputy" of
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html); the cluster's ARN names both.
 */
function ownTasksOnly(context: TranslateContext) {
  const parts = context.foundation<string>("cluster", "clusterArn").apply((arn) => arn.split(":"));
  return {
    ArnLike: {
      "aws:SourceArn": parts.apply(([, partition, , region, account]) => `arn:${partition}:ecs:${region}:${account}:*`),
    },
    StringEquals: { "aws:SourceAccount": parts.apply((all) => all[4] ?? "") },
  };
}

const policyDocument = (statements: pulumi.Input<readonly Statement[]>): pulumi.Output<string> =>
  pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });

/** What ECS itself needs to start a task: its image, its log stream, its secrets. */
function executionStatements(
  spec: MicroServiceSpec,
  logGroup: LogGroup,
  secrets: readonly ResolvedSecret[],
): pulumi.Output<Statement[]> {
  const fixed: Statement[] = [
    ...imageStatements(spec),
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: pulumi.interpolate`${logGroup.arn}:*`,
    },
  ];
  const keys = pulumi.all(secrets.map((secret) => secret.kmsKeyArn));
  return pulumi.all([pulumi.all(secrets.map((secret) => secret.arn)), keys]).apply(([arns, keyArns]) => {
    const statements = [...fixed];
    const decryptable = distinct(keyArns.filter((arn) => arn !== null));
    if (arns.length > 0) {
      statements.push({
        Sid: "ReadSecrets",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: distinct(arns),
      });
    }
    if (decryptable.length > 0) {
      statements.push({ Sid: "DecryptSecrets", Effect: "Allow", Action: ["kms:Decrypt"], Resource: decryptable });
    }
    return statements;
  });
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

function imageStatements(spec: MicroServiceSpec): Statement[] {
  const repository = ecrRepositoryArn(spec.image.repository);
  if (repository === undefined) return [];
  return [
    // The token is for the whole registry: AWS has no narrower resource for this action.
    { Sid: "LogInToRegistry", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: "*" },
    {
      Sid: "PullImage",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: repository,
    },
  ];
}

/** What the application may do: with each component that its spec refers to, what that component's kind offers. */
function connectionStatements(context: TranslateContext): Statement[] {
  return context.connections.flatMap((connection) => {
    const arn = connection.output<string>("arn");
    if (!arn || connection.consumerActions.length === 0) return [];
    return [
      {
        Sid: `Use${connection.address.replace(/(?:^|[^a-z0-9]+)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`,
        Effect: "Allow",
        Action: [...connection.consumerActions],
        Resource: arn,
      },
    ];
  });
}
