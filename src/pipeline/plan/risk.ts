import type { Kind } from "../../kinds/kind.ts";
import type { EnvironmentName } from "../../model/address.ts";
import type { Action, ResourceChange, Risk, RiskLevel } from "../../model/plan.ts";
import { isProduction } from "../../model/production.ts";

const levels: readonly RiskLevel[] = ["LOW", "MEDIUM", "HIGH", "CRITICAL"];

/** The higher of two levels. */
export const higher = (a: RiskLevel, b: RiskLevel): RiskLevel => (levels.indexOf(a) >= levels.indexOf(b) ? a : b);

export interface RiskInput {
  readonly action: Action;
  readonly kind: Kind | undefined;
  readonly resources: readonly ResourceChange[];
  readonly losesData: boolean;
  readonly environment: EnvironmentName | undefined;
}

/** Types that decide who may do what, or who can reach what. */
const accessTypes = [/^aws:iam\//, /securityGroup(In|E)gressRule/, /^aws:sqs\/queuePolicy/];

const decidesAccess = (change: ResourceChange): boolean => accessTypes.some((pattern) => pattern.test(change.type));

/** How dangerous a component's change is, and why. */
export function componentRisk(input: RiskInput): Risk {
  const reasons: string[] = [];
  let level: RiskLevel = "LOW";
  const add = (to: RiskLevel, reason: string): void => {
    level = higher(level, to);
    reasons.push(reason);
  };
  if (input.losesData) add("CRITICAL", `destroys ${input.kind?.holdsData || "data"}`);
  if (input.action === "DELETE" && !input.losesData) add("MEDIUM", "is deleted");
  if (input.action === "CREATE") reasons.push("first deployment");
  const roles = input.resources.filter((each) => each.action === "CREATE" && each.type === "aws:iam/role:Role");
  if (roles.length > 0) add("MEDIUM", `makes IAM roles: ${roles.map((each) => each.name).join(", ")}`);
  const replaced = input.resources.filter((each) => each.action === "REPLACE");
  if (replaced.length > 0) add("HIGH", `replaces ${replaced.map((each) => each.name).join(", ")}`);
  if (input.action === "UPDATE" || input.action === "REPLACE") {
    const access = input.resources.filter(decidesAccess);
    if (access.length > 0) add("MEDIUM", `changes access: ${access.map((each) => each.name).join(", ")}`);
  }
  if (isProduction(input.environment) && input.action !== "NO_OP") add("MEDIUM", "production environment");
  return { level, reasons };
}
