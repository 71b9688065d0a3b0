import { isJsonObject, type Json, type JsonObject } from "../../model/json.ts";
import { AwsFailure } from "../account/aws-failure.ts";
import { text } from "./type-rule.ts";

const range = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);

/** Memory that Fargate offers per CPU size, in MiB: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html */
const fargateMemory: Readonly<Record<string, readonly number[]>> = {
  "256": [512, 1024, 2048],
  "512": range(1024, 4096, 1024),
  "1024": range(2048, 8192, 1024),
  "2048": range(4096, 16_384, 1024),
  "4096": range(8192, 30_720, 1024),
  "8192": range(16_384, 61_440, 4096),
  "16384": range(32_768, 122_880, 8192),
};

const refused = (message: string) => new AwsFailure("ClientException", message);

/** What RegisterTaskDefinition refuses: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
export function refuseTaskDefinition(inputs: JsonObject): AwsFailure | undefined {
  const containers = parseContainers(text(inputs.containerDefinitions));
  if (!containers) return refused("ECS Task Definition container_definitions is invalid: not a JSON array of objects");
  if (containers.length === 0) return refused("Container list cannot be empty.");
  const names = new Set<string>();
  for (const container of containers) {
    const name = text(container.name);
    if (!name) return refused("Container.name should not be null or empty.");
    if (!text(container.image)) return refused("Container.image should not be null or empty.");
    if (names.has(name)) return refused(`Container.name '${name}' is not unique.`);
    names.add(name);
  }
  const isFargate =
    Array.isArray(inputs.requiresCompatibilities) && (inputs.requiresCompatibilities as Json[]).includes("FARGATE");
  return isFargate ? refuseFargate(inputs, containers) : undefined;
}

function refuseFargate(inputs: JsonObject, containers: readonly JsonObject[]): AwsFailure | undefined {
  if (inputs.networkMode !== "awsvpc") return refused("Fargate only supports network mode 'awsvpc'.");
  const cpu = text(inputs.cpu);
  const memory = text(inputs.memory);
  if (!cpu || !memory) return refused("Fargate requires that 'cpu' and 'memory' be defined at the task level.");
  if (!fargateMemory[cpu]?.includes(Number(memory))) {
    return refused(
      `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values.`,
    );
  }
  if (text(inputs.executionRoleArn)) return undefined;
  if (containers.some((each) => Array.isArray(each.secrets) && each.secrets.length > 0)) {
    return refused("When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
  }
  const driver = (each: JsonObject) =>
    isJsonObject(each.logConfiguration) ? text(each.logConfiguration.logDriver) : "";
  return containers.some((each) => driver(each) === "awslogs")
    ? refused("Fargate requires task definition to have execution role ARN to support log driver awslogs.")
    : undefined;
}

function parseContainers(definitions: string): JsonObject[] | undefined {
  try {
    const parsed = JSON.parse(definitions) as Json;
    return Array.isArray(parsed) && parsed.every(isJsonObject) ? (parsed as JsonObject[]) : undefined;
  } catch {
    return undefined;
  }
}
