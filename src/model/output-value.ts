import type { Json } from "./json.ts";

/**
 * A component's output as it travels to dependents: known, not known before the producer is deployed, or secret.
 * A secret is only ever a reference to where the engine keeps it encrypted, never the value.
 */
export type OutputValue =
  | { readonly state: "known"; readonly value: Json }
  | { readonly state: "unknown" }
  | { readonly state: "secret"; readonly reference: string };

export type Outputs = Readonly<Record<string, OutputValue>>;
