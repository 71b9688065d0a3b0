import { type HealthCheck, healthy, unhealthy } from "../../src/kinds/kit.ts";
import type { SqsOutputs, SqsSpec } from "./schema.ts";

/** A queue has no status of its own: it exists, or it does not. */
export const health: HealthCheck<SqsSpec, SqsOutputs> = async ({ outputs, ask }) => {
  const queue = await ask("sqs:queue", { url: outputs.url });
  return queue ? healthy("active") : unhealthy(`AWS knows no queue ${outputs.name}`);
};
