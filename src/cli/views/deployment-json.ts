import type { DeploymentReport } from "../../model/deployment.ts";
import { outputsJson } from "./output-json.ts";

/** A deployment as `--json` prints it. */
export const deploymentJson = (report: DeploymentReport): unknown => ({
  deployment: report.deployment,
  deploymentId: report.deploymentId ?? null,
  version: report.version ?? null,
  status: report.status,
  components: report.components.map((component) => ({
    address: component.address,
    action: component.action,
    status: component.status,
    health: component.health,
    durationMs: component.durationMs,
    error: component.error,
  })),
  durationMs: report.durationMs,
  outputs: outputsJson(
    Object.fromEntries(
      Object.entries(report.snapshot?.components ?? {}).map(([address, record]) => [address, record.outputs]),
    ),
  ),
});
