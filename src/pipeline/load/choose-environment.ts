import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { errorDiagnostic, type SourcePosition } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import { type EnvironmentName, isName, type StackName } from "../../model/address.ts";
import type { Files } from "../../ports/files.ts";
import { stackFolder } from "./choose-stack.ts";

/** What `spec.defaultEnvironment` says, and where it says so. */
export interface DefaultEnvironment {
  readonly name: string;
  readonly at: SourcePosition;
}

/** Environments that have a folder of their own. */
export const environmentsOf = (files: Files, stack: StackName): EnvironmentName[] =>
  files.folders(`${stackFolder(stack)}/environments`).filter(isName) as EnvironmentName[];

/**
 * The environment that is meant, or undefined where none was named. Any name will do while the stack has no environment
 * folder; after that only theirs, because a typing mistake must not create a new production. Throws ConfigurationError.
 */
export function chooseEnvironment(
  stack: StackName,
  environments: readonly EnvironmentName[],
  requested: string | undefined,
  fallback: DefaultEnvironment | undefined,
): EnvironmentName | undefined {
  const name = requested ?? fallback?.name;
  if (name === undefined) return undefined;
  const at = requested === undefined ? fallback?.at : undefined;
  const known = environments.find((each) => each === name);
  if (known !== undefined) return known;
  if (environments.length > 0) {
    const nearest = nearestName(name, environments);
    throw new ConfigurationError([
      errorDiagnostic("ENVIRONMENT_NOT_FOUND", {
        summary: "The stack has no such environment",
        detail: `The stack ${stack} has no folder environments/${name}; it has ${environments.join(", ")}.`,
        hint: nearest
          ? `Did you mean ${nearest}?`
          : `Name one of them, or create ${stackFolder(stack)}/environments/${name}/.`,
        at,
      }),
    ]);
  }
  if (isName(name)) return name as EnvironmentName;
  throw new ConfigurationError([
    errorDiagnostic("INVALID_NAME", {
      summary: "An environment's name is not valid",
      detail: `The environment ${name} has other characters than a-z, 0-9 and single hyphens, or more than 63 of them.`,
      hint: "Choose another name.",
      at,
    }),
  ]);
}

/** For commands that cannot do without one. */
export function environmentRequired(stack: StackName, environments: readonly EnvironmentName[]): ConfigurationError {
  return new ConfigurationError([
    errorDiagnostic("ENVIRONMENT_REQUIRED", {
      summary: "An environment is needed",
      detail:
        environments.length > 0
          ? `The stack ${stack} has the environments ${environments.join(", ")}.`
          : `The stack ${stack} has no environment folders yet, so any name will do.`,
      hint: "Name one with --environment, DEPLOYER_ENVIRONMENT or spec.defaultEnvironment in stack.yaml.",
    }),
  ]);
}
