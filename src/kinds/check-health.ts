import type { Region } from "../model/address.ts";
import type { JsonObject } from "../model/json.ts";
import type { Outputs } from "../model/output-value.ts";
import { inconclusive, type Verdict } from "../model/verdict.ts";
import type { CloudReader } from "../ports/cloud-reader.ts";
import type { Kind } from "./kind.ts";

export interface HealthQuestion {
  readonly kind: Kind;
  readonly spec: JsonObject;
  readonly outputs: Outputs;
  readonly region: Region;
  readonly cloud: CloudReader;
}

/** Asks AWS once how a component is; a question that cannot be asked is no verdict either way. */
export async function checkHealth(question: HealthQuestion): Promise<Verdict> {
  const outputs: Record<string, unknown> = {};
  for (const [name, output] of Object.entries(question.outputs)) {
    if (output.state === "unknown") return inconclusive(`its output ${name} is not known`);
    outputs[name] = output.state === "known" ? output.value : output.reference;
  }
  try {
    return await question.kind.health({
      spec: question.spec,
      outputs,
      ask: (name, query) => question.cloud.ask(name, query, question.region),
    });
  } catch (error) {
    return inconclusive(`AWS could not be asked: ${error instanceof Error ? error.message : String(error)}`);
  }
}
