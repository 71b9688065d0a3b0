import { checkHealth } from "../../kinds/check-health.ts";
import type { Kind } from "../../kinds/kind.ts";
import type { ValidComponent } from "../../model/configuration.ts";
import type { Outputs } from "../../model/output-value.ts";
import { inconclusive, type Verdict, verdictDetail } from "../../model/verdict.ts";
import type { ExecuteOptions, ExecuteServices } from "./execute-services.ts";

const firstPauseMs = 50;
const longestPauseMs = 5_000;
const pauseGrowth = 1.6;

/** Asks AWS until it gives a verdict, the kind's time is up, or the deployment is interrupted. */
export async function awaitVerdict(
  services: ExecuteServices,
  kind: Kind,
  component: ValidComponent,
  outputs: Outputs,
  options: ExecuteOptions,
): Promise<Verdict> {
  const { clock } = services;
  const deadlineMs = clock.monotonicMs() + kind.healthTimeoutSeconds * 1000;
  let pauseMs = firstPauseMs;
  let said = "";
  for (;;) {
    const verdict = await checkHealth({
      kind,
      spec: component.spec,
      outputs,
      region: component.region,
      cloud: services.cloud,
    });
    if (verdict.result !== "inconclusive") return verdict;
    if (options.interrupt.aborted) return inconclusive(`interrupted while ${verdict.reason}`);
    if (clock.monotonicMs() + pauseMs > deadlineMs)
      return inconclusive(`${verdict.reason} (after ${kind.healthTimeoutSeconds} s)`);
    if (verdict.reason !== said) {
      said = verdict.reason;
      services.emit({ type: "health", address: component.address, detail: verdictDetail(verdict) });
    }
    await clock.sleep(pauseMs, options.interrupt);
    pauseMs = Math.min(pauseMs * pauseGrowth, longestPauseMs);
  }
}
