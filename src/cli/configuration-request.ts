import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import type { SelectingRequest, Selection } from "../operations/affected.ts";
import type { Composition } from "../operations/services.ts";
import { type Environment, variablesAfter } from "./arguments/read-variables.ts";
import { usageProblem } from "./arguments/usage-problem.ts";
import { parseVariableFile } from "./variable-file.ts";

/** The arguments by which commands say what they look at; each command declares those that it takes. */
export interface RequestArguments {
  readonly stack: string | undefined;
  readonly environment: string | undefined;
  readonly service?: readonly string[];
  readonly component?: readonly string[];
  readonly var?: Readonly<Record<string, string>>;
  readonly varFile?: readonly string[];
  readonly affected?: boolean;
  readonly base?: string | undefined;
  readonly withDependents?: boolean;
  readonly exclude?: readonly string[];
}

/** Turns a command's arguments into what the pipeline is asked to look at. */
export async function configurationRequest(
  args: RequestArguments,
  context: { readonly composition: Composition; readonly environment: Environment },
): Promise<SelectingRequest> {
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
    selection: await selectionOf(args, context),
  };
}

/** What `--affected`, `--with-dependents` and `--exclude` say; undefined where they say nothing. */
async function selectionOf(
  args: RequestArguments,
  { composition, environment }: { readonly composition: Composition; readonly environment: Environment },
): Promise<Selection | undefined> {
  const { affected = false, withDependents = false, exclude = [] } = args;
  // A pipeline may set the variable for all of its commands; only some of them are narrowed.
  const base = affected || args.base !== environment.DEPLOYER_BASE ? args.base : undefined;
  if (affected !== (base !== undefined)) {
    const detail = affected
      ? "--affected needs the version that the working tree is compared with."
      : "--base only has a meaning together with --affected.";
    throw new ConfigurationError([
      usageProblem("--affected and --base belong together", detail, "Write for example: --affected --base origin/main"),
    ]);
  }
  if (!affected && !withDependents && exclude.length === 0) return undefined;
  const opened = base === undefined ? undefined : await (await composition.revisions()).open(base);
  return { base: opened, withDependents, exclude };
}
