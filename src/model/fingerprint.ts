import { createHash } from "node:crypto";
import type { ValidComponent } from "./configuration.ts";
import { canonicalJson } from "./json.ts";
import type { OutputValue } from "./output-value.ts";

/** Version of @pulumi/aws whose resources the kinds make; part of every fingerprint. */
export const providerVersion = "7.48.0";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * SHA-256 over everything that decides what the engine would make of a component: equal fingerprints mean that there
 * is nothing to do. Undefined while an upstream output that it uses is not known.
 */
export function fingerprint(component: ValidComponent, upstream: ReadonlyMap<string, OutputValue>): string | undefined {
  const outputs: Record<string, unknown> = {};
  for (const [name, output] of upstream) {
    if (output.state === "unknown") return undefined;
    outputs[name] = output;
  }
  return sha256(
    canonicalJson({
      kind: component.kind,
      kindVersion: component.kindVersion,
      providerVersion,
      region: component.region,
      spec: component.spec,
      labels: component.labels,
      configFiles: component.configFiles,
      outputs,
    }),
  );
}
