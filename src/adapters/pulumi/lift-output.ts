import type { OutputValue } from "../../model/output-value.ts";

/** A Pulumi output for a component's output: unknown ones become Pulumi unknowns, so that a preview goes on without them. */
export async function outputLifter(): Promise<(value: OutputValue) => unknown> {
  const pulumi = await import("@pulumi/pulumi");
  const { unknown } = await import("@pulumi/pulumi/output.js");
  return (value) => {
    if (value.state === "known") return pulumi.output(value.value as unknown);
    if (value.state === "unknown") return pulumi.output(unknown as unknown);
    throw new Error(`the secret output ${value.reference} cannot be handed to another component`);
  };
}
