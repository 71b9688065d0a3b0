import type { Scope } from "../model/address.ts";
import type { ConfigurationRequest } from "../model/configuration.ts";
import type { RepositoryServices } from "./services.ts";

/** Which stack and environment a command means, by the rules of `--stack` and `--environment`. Reads stack.yaml only where it must. */
export declare function resolveScope(services: Pick<RepositoryServices, "files">, request: ConfigurationRequest): Scope;
