import type { Scope } from "../model/address.ts";
import type { ConfigurationRequest } from "../model/configuration.ts";
import { chooseEnvironment, environmentRequired, environmentsOf } from "../pipeline/load/choose-environment.ts";
import { chooseStack } from "../pipeline/load/choose-stack.ts";
import { readDefaultEnvironment } from "../pipeline/load/default-environment.ts";
import type { RepositoryServices } from "./services.ts";

/**
 * Which stack and environment a command means, by the rules of `--stack` and `--environment`. Reads the Stack document
 * only where no environment was named. Throws ConfigurationError.
 */
export function resolveScope(services: Pick<RepositoryServices, "files">, request: ConfigurationRequest): Scope {
  const { files } = services;
  const stack = chooseStack(files, request);
  const environments = environmentsOf(files, stack);
  const fallback = request.environment === undefined ? readDefaultEnvironment(files, stack) : undefined;
  const environment = chooseEnvironment(stack, environments, request.environment, fallback);
  if (environment === undefined) throw environmentRequired(stack, environments);
  return { stack, environment };
}
