import type { Envelope } from "./envelope.ts";

interface PlannedResource {
  readonly type: string;
  readonly name: string;
  readonly action: string;
  readonly changes: readonly {
    readonly path: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly forcesReplacement: boolean;
  }[];
}

interface PlannedComponent {
  readonly address: string;
  readonly action: string;
  readonly reasons: readonly string[];
  readonly resources: readonly PlannedResource[];
}

interface PlanResult {
  readonly components: readonly PlannedComponent[];
  readonly dataLoss: readonly string[];
}

interface DeploymentResult {
  readonly deployment: number;
  readonly status: string;
  readonly components: readonly {
    readonly address: string;
    readonly action: string;
    readonly status: string;
    readonly health: string;
    readonly error: string | null;
  }[];
}

export const planOf = (envelope: Envelope): PlanResult => envelope.result as PlanResult;

/** `address action` of every component that a plan would touch. */
export const changesOf = (envelope: Envelope): string[] =>
  planOf(envelope)
    .components.filter((each) => each.action !== "NO_OP")
    .map((each) => `${each.address} ${each.action}`)
    .sort();

export const deploymentOf = (envelope: Envelope): DeploymentResult => envelope.result as DeploymentResult;

/** `address status` of every component that a deployment was to touch. */
export const outcomesOf = (envelope: Envelope): string[] =>
  deploymentOf(envelope)
    .components.filter((each) => each.action !== "NO_OP")
    .map((each) => `${each.address} ${each.status}`)
    .sort();

/** `address state health` of every recorded component. */
export const statesOf = (envelope: Envelope): string[] => {
  const { components } = envelope.result as { components: { address: string; state: string; health: string }[] };
  return components.map((each) => `${each.address} ${each.state} ${each.health}`).sort();
};
