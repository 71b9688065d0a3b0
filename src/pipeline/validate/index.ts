import type { KindRegistry } from "../../kinds/kind.ts";
import type { ResolvedConfig, ValidConfig } from "../../model/configuration.ts";

/** Stage 3. */
export declare function validate(resolved: ResolvedConfig, kinds: KindRegistry): ValidConfig;
