import type { ConfigurationRequest } from "../model/configuration.ts";
import type { Composition } from "../operations/services.ts";
import { type Environment, variablesAfter } from "./arguments/read-variables.ts";
import { parseVariableFile } from "./variable-file.ts";

/** The arguments by which commands say what they look at; each command declares those that it takes. */
export interface RequestArguments {
  readonly stack: string | undefined;
  readonly environment: string | undefined;
  readonly service?: readonly string[];
  readonly component?: readonly string[];
  readonly var?: Readonly<Record<string, string>>;
  readonly varFile?: readonly string[];
}

/** Turns a command's arguments into what the pipeline is asked to look at. */
export async function configurationRequest(
  args: RequestArguments,
  context: { readonly composition: Composition; readonly environment: Environment },
): Promise<ConfigurationRequest> {
  const { workingFolder } = await context.composition.repository();
  const variableFiles: Readonly<Record<string, string>>[] = [];
  for (const file of args.varFile ?? []) {
    variableFiles.push(parseVariableFile(file, await context.composition.readText(file)));
  }
  return {
    stack: args.stack,
    environment: args.environment,
    services: args.service ?? [],
    components: args.component ?? [],
    variables: args.var ?? {},
    variableFiles,
    environmentVariables: variablesAfter("DEPLOYER_VAR_", context.environment),
    workingFolder,
  };
}
