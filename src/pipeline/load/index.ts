import type { ConfigurationRequest, RawConfig } from "../../model/configuration.ts";
import type { Files } from "../../ports/files.ts";

/** Stage 1. Throws ConfigurationError only where there is no repository or stack to go on with. */
export declare function load(files: Files, request: ConfigurationRequest): RawConfig;
