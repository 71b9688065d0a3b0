import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import * as pulumi from "@pulumi/pulumi";
import type { TranslateContext } from "../../src/kinds/kit.ts";
import { configVariables } from "./config-files.ts";
import { mainPort } from "./main-port.ts";
import type { MicroServiceSpec } from "./schema.ts";
import type { ResolvedSecret } from "./secrets.ts";

type Named = { readonly name: string };
// Sorted, so that moving a line in YAML makes no new revision.
const byName = <Item extends Named>(items: readonly Item[]): Item[] =>
  [...items].sort((one, other) => (one.name < other.name ? -1 : 1));

/** The task's one container: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export function containerDefinitions(
  spec: MicroServiceSpec,
  context: TranslateContext,
  logGroup: LogGroup,
  secrets: readonly ResolvedSecret[],
): pulumi.Output<string> {
  return pulumi.jsonStringify([
    {
      name: context.component,
      image: `${spec.image.repository}:${spec.image.tag}`,
      essential: true,
      ...(spec.entryPoint && { entryPoint: spec.entryPoint }),
      ...(spec.command && { command: spec.command }),
      ...(spec.workingDirectory !== undefined && { workingDirectory: spec.workingDirectory }),
      ...(spec.security.user !== undefined && { user: spec.security.user }),
      readonlyRootFilesystem: spec.security.readOnlyRootFilesystem,
      portMappings: spec.ports.map(({ name, port, protocol }) => ({
        name,
        containerPort: port,
        hostPort: port,
        protocol,
      })),
      environment: byName([
        ...spec.environment.map((variable) => ({ name: variable.name, value: variableValue(variable, context) })),
        ...configVariables(context.configFiles, spec),
      ]),
      secrets: byName(secrets.map((secret) => ({ name: secret.variable, valueFrom: secret.valueFrom }))),
      ...containerHealthCheck(spec),
      // A small init process reaps children and passes SIGTERM on, which many applications as process 1 do not.
      linuxParameters: { initProcessEnabled: true },
      stopTimeout: spec.stopTimeoutSeconds,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": logGroup.name,
          "awslogs-region": context.region,
          "awslogs-stream-prefix": context.component,
          // A log service that is slow must not stop the application; beyond the buffer lines are lost instead.
          mode: "non-blocking",
          "max-buffer-size": "25m",
        },
      },
    },
  ]);
}

function variableValue(
  variable: MicroServiceSpec["environment"][number],
  context: TranslateContext,
): pulumi.Input<string> {
  const { name, value, valueFrom } = variable;
  if (value !== undefined) return value;
  if (!valueFrom) throw new Error(`environment: "${name}" needs \`value\` or \`valueFrom\``);
  // Outputs may be numbers (a port), lists (subnets) or null, whatever the type says: ECS takes text only.
  return context.valueFrom(valueFrom).apply((output: unknown) => {
    if (output === null || output === undefined) {
      throw new Error(`environment: "${name}" takes ${valueFrom.output} of ${valueFrom.component}, which has none`);
    }
    return Array.isArray(output) ? output.join(",") : String(output);
  });
}

function containerHealthCheck({ healthCheck, ...spec }: MicroServiceSpec) {
  const { liveness } = healthCheck;
  if (!liveness) return {};
  const { http, command } = liveness;
  const url = http && `http://localhost:${http.port ?? mainPort({ healthCheck, ...spec })}${http.path}`;
  return {
    healthCheck: {
      command: url
        ? ["CMD-SHELL", `curl -fsS '${url}' >/dev/null || wget -q -O /dev/null '${url}' || exit 1`]
        : ["CMD", ...(command ?? [])],
      interval: liveness.intervalSeconds,
      timeout: liveness.timeoutSeconds,
      retries: liveness.unhealthyThreshold,
      startPeriod: Math.min(healthCheck.startupGraceSeconds, 300),
    },
  };
}
