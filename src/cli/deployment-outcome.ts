import { type DiagnosticCode, ExitCode } from "../diagnostics/codes.ts";
import { type Diagnostic, errorDiagnostic } from "../diagnostics/diagnostic.ts";
import type { ComponentResult, DeploymentReport, DeploymentStatus } from "../model/deployment.ts";
import type { Plan } from "../model/plan.ts";
import type { Outcome } from "./command-context.ts";
import { deploymentJson } from "./views/deployment-json.ts";
import { deploymentView } from "./views/deployment-view.ts";

export interface DeploymentOutcomeInput {
  readonly plan: Plan;
  readonly report: DeploymentReport;
  readonly warnings: readonly Diagnostic[];
  /** The warnings were shown with the plan. */
  readonly warned: boolean;
  readonly next: string;
  readonly quiet: boolean;
}

const exitCodes: Readonly<Record<DeploymentStatus, ExitCode>> = {
  SUCCEEDED: ExitCode.done,
  NO_CHANGES: ExitCode.done,
  FAILED: ExitCode.failed,
  INTERRUPTED: ExitCode.resumeNeeded,
};

/** What `apply` and `destroy` end with. */
export function deploymentOutcome(input: DeploymentOutcomeInput): Outcome {
  const { plan, report, warnings, next, quiet } = input;
  return {
    exitCode: exitCodes[report.status],
    result: deploymentJson(report),
    view: (style) => deploymentView({ plan, report, next, quiet }, style),
    diagnostics: [...warnings, ...report.components.flatMap(failureDiagnostic), ...stopDiagnostic(report, next)],
    untold: input.warned ? [] : warnings,
  };
}

/** Where Ctrl+C let everything finish that had begun, no component says why others were not started. */
function stopDiagnostic(report: DeploymentReport, next: string): Diagnostic[] {
  if (report.status !== "INTERRUPTED" || report.components.some((each) => each.status === "INTERRUPTED")) return [];
  const left = report.components.filter((each) => each.status === "SKIPPED").map((each) => each.address);
  return [
    errorDiagnostic("INTERRUPTED", {
      summary: "The deployment was interrupted",
      detail: `It was asked to stop before it had started ${left.join(", ")}.`,
      hint: `Go on with: ${next}`,
    }),
  ];
}

function failureDiagnostic(result: ComponentResult): Diagnostic[] {
  if (result.status !== "FAILED" && result.status !== "INTERRUPTED") return [];
  const [code, summary] = failureCode(result);
  return [errorDiagnostic(code, { summary, detail: result.error ?? summary, address: result.address })];
}

function failureCode(result: ComponentResult): readonly [DiagnosticCode, string] {
  if (result.status === "INTERRUPTED") return ["INTERRUPTED", "The component's deployment was interrupted"];
  if (result.health === "UNHEALTHY") return ["COMPONENT_UNHEALTHY", "The component is not healthy"];
  if (result.health === "INCONCLUSIVE") return ["HEALTH_INCONCLUSIVE", "AWS gave no verdict on the component in time"];
  return ["ENGINE_FAILED", "The component could not be deployed"];
}
