import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import { isName, type StackName } from "../../model/address.ts";
import type { ConfigurationRequest } from "../../model/configuration.ts";
import type { Files } from "../../ports/files.ts";

type StackChoice = Pick<ConfigurationRequest, "stack" | "services" | "components" | "workingFolder">;

export const stackFolder = (stack: string): string => `stacks/${stack}`;

/** The stack that is meant: named, stood in, the only one, or the only one with the named services. Throws ConfigurationError. */
export function chooseStack(files: Files, request: StackChoice): StackName {
  const stacks = files.folders("stacks");
  if (request.stack !== undefined) return named(request.stack, stacks);
  const standingIn = /^stacks\/([^/]+)(?:\/|$)/.exec(request.workingFolder)?.[1];
  if (standingIn !== undefined && stacks.includes(standingIn)) return checked(standingIn);
  const [only] = stacks;
  if (only === undefined) throw noStacks();
  if (stacks.length === 1) return checked(only);
  const services = [...request.services, ...request.components.flatMap((each) => each.split("/").slice(0, -1))];
  const holders = stacks.filter((stack) => services.every((service) => hasService(files, stack, service)));
  const [holder] = holders;
  if (services.length > 0 && holders.length === 1 && holder !== undefined) return checked(holder);
  throw new ConfigurationError([
    errorDiagnostic("STACK_AMBIGUOUS", {
      summary: "Several stacks exist and none was named",
      detail: `The repository holds the stacks ${stacks.join(", ")}.`,
      hint: "Name one with --stack, or run the command inside the stack's folder.",
    }),
  ]);
}

const hasService = (files: Files, stack: string, service: string): boolean =>
  isName(service) && files.folders(`${stackFolder(stack)}/services`).includes(service);

function named(name: string, stacks: readonly string[]): StackName {
  if (stacks.includes(name)) return checked(name);
  const nearest = nearestName(name, stacks);
  throw new ConfigurationError([
    errorDiagnostic("STACK_NOT_FOUND", {
      summary: "There is no such stack",
      detail: `The repository has no folder stacks/${name}.`,
      hint: nearest
        ? `Did you mean ${nearest}?`
        : stacks.length > 0
          ? `The stacks are ${stacks.join(", ")}.`
          : "Create one with a folder below stacks/ and a stack.yaml in it.",
    }),
  ]);
}

function checked(name: string): StackName {
  if (isName(name)) return name as StackName;
  throw new ConfigurationError([
    errorDiagnostic("INVALID_NAME", {
      summary: "A stack's name is not valid",
      detail: `The folder stacks/${name} has a name with other characters than a-z, 0-9 and single hyphens, or more than 63 of them.`,
      hint: "Rename the folder.",
    }),
  ]);
}

const noStacks = (): ConfigurationError =>
  new ConfigurationError([
    errorDiagnostic("STACK_NOT_FOUND", {
      summary: "The repository has no stack",
      detail: "The folder stacks/ holds no folder.",
      hint: "Create one with a folder below stacks/ and a stack.yaml in it.",
    }),
  ]);
