import type { RawConfig, ResolvedConfig } from "../../model/configuration.ts";

/** Stage 2. */
export declare function resolve(raw: RawConfig): ResolvedConfig;
