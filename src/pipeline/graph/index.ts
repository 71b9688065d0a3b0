import type { KindRegistry } from "../../kinds/kind.ts";
import type { ValidConfig } from "../../model/configuration.ts";
import type { ComponentGraph } from "../../model/graph.ts";

/** Stage 4. Its diagnostics hold those of the stages before it, too. */
export declare function buildGraph(valid: ValidConfig, kinds: KindRegistry): ComponentGraph;
