import type { StatusReport } from "../../operations/status.ts";

/** A status as `--json` prints it. */
export const statusJson = (report: StatusReport): unknown => ({
  stack: report.stack,
  environment: report.environment,
  deployment: report.deployment,
  components: report.components.map((component) => ({
    address: component.address,
    kind: component.kind,
    state: component.state,
    health: component.health,
    detail: component.detail,
  })),
});
