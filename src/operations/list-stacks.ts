import { isLanguageKind } from "../../schemas/language.ts";
import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import { isName } from "../model/address.ts";
import { environmentsOf } from "../pipeline/load/choose-environment.ts";
import { load } from "../pipeline/load/index.ts";
import type { RepositoryServices } from "./services.ts";

export interface StackSummary {
  readonly name: string;
  readonly environments: readonly string[];
  readonly services: number;
  /** Documents of components, whether an environment leaves them out or not. */
  readonly components: number;
}

/** Every stack of the repository, by what its folder holds; nothing is validated. */
export function listStacks(services: Pick<RepositoryServices, "files">): StackSummary[] {
  const names = services.files.folders("stacks").filter(isName);
  return names.map((name) => summaryOf(services, name));
}

function summaryOf({ files }: Pick<RepositoryServices, "files">, name: string): StackSummary {
  const nothing = { variables: {}, variableFiles: [], environmentVariables: {}, services: [], components: [] };
  const request = { ...nothing, stack: name, environment: undefined, workingFolder: "" };
  try {
    const [environment] = environmentsOf(files, name as Parameters<typeof environmentsOf>[1]);
    const raw = load(files, { ...request, environment });
    return {
      name,
      environments: raw.environments,
      services: raw.documents.filter((each) => each.kind === "Service").length,
      components: raw.documents.filter(
        ({ kind, apiVersion }) => !isLanguageKind(kind) && !/^(?:core|infra)\./.test(apiVersion),
      ).length,
    };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { name, environments: [], services: 0, components: 0 };
  }
}
