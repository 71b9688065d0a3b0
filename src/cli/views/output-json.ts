import type { Json } from "../../model/json.ts";
import type { OutputValue } from "../../model/output-value.ts";

/** An output as `--json` prints it: its value; what is secret only as where the engine keeps it; unknown as null. */
export const outputJson = (output: OutputValue): Json =>
  output.state === "known" ? output.value : output.state === "secret" ? { secret: output.reference } : null;

/** Outputs by address and name. */
export function outputsJson(
  outputs: Readonly<Record<string, Readonly<Record<string, OutputValue>>>>,
): Record<string, Record<string, Json>> {
  const result: Record<string, Record<string, Json>> = {};
  for (const [address, values] of Object.entries(outputs)) {
    result[address] = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, outputJson(value)]));
  }
  return result;
}
