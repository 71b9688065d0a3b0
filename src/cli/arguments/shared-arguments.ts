import type { ArgumentSpecs } from "./argument-spec.ts";

/** Flags that every command takes. */
export const globalArguments = {
  directory: {
    kind: "text",
    short: "C",
    placeholder: "DIR",
    summary: "Work in this folder instead of the current one",
  },
  config: { kind: "text", placeholder: "FILE", summary: "Settings file (default: ~/.deployer/config.yaml)" },
  simulate: { kind: "switch", summary: "Use the simulated AWS account instead of AWS" },
  realistic: { kind: "switch", summary: "With --simulate: AWS's usual times instead of none" },
  json: { kind: "switch", summary: "Print one JSON document on standard output and nothing else there" },
  events: { kind: "switch", summary: "Write events of a long run to standard error, one JSON object per line" },
  verbose: { kind: "switch", short: "v", summary: "Say more" },
  quiet: { kind: "switch", short: "q", summary: "Say only the result" },
  noColor: { kind: "switch", summary: "Use no colours" },
  help: { kind: "switch", short: "h", summary: "Show the help of a command" },
} as const satisfies ArgumentSpecs;

/** Which stack and environment is meant. */
export const scopeArguments = {
  stack: { kind: "text", placeholder: "NAME", summary: "Stack (default: the only one, or the one you stand in)" },
  environment: { kind: "text", short: "e", placeholder: "NAME", summary: "Environment, such as production" },
} as const satisfies ArgumentSpecs;

/** Narrows a run to a part of the stack. */
export const selectionArguments = {
  service: { kind: "list", placeholder: "NAME", summary: "Only this service (repeatable)" },
  component: {
    kind: "list",
    placeholder: "ADDRESS",
    summary: "Only this component, as service/component (repeatable)",
  },
} as const satisfies ArgumentSpecs;

/** Narrows a run to what changed, and leaves parts out. */
export const affectedArguments = {
  affected: { kind: "switch", summary: "Only components whose resolved configuration differs from that of --base" },
  base: { kind: "text", placeholder: "REF", summary: "Commit, branch or tag that the working tree is compared with" },
  withDependents: { kind: "switch", summary: "Also whatever depends on the selected components" },
  exclude: { kind: "list", placeholder: "ADDRESS", summary: "Leave this component out (repeatable)" },
} as const satisfies ArgumentSpecs;

/** Values for the configuration's variables. */
export const variableArguments = {
  var: {
    kind: "pairs",
    placeholder: "KEY=VALUE",
    variable: "DEPLOYER_VAR_",
    summary: "Value of a variable of the configuration (repeatable)",
  },
  varFile: {
    kind: "list",
    placeholder: "FILE",
    variable: "DEPLOYER_VARIABLE_FILES",
    summary: "File with variables: KEY=VALUE or KEY: VALUE lines, or a JSON object (repeatable)",
  },
} as const satisfies ArgumentSpecs;

/** How a deployment is run. */
export const deployArguments = {
  autoApprove: { kind: "switch", short: "y", summary: "Approve the plan without asking" },
  parallelism: {
    kind: "number",
    placeholder: "N",
    minimum: 1,
    integer: true,
    summary: "Components worked on at once, at most (default: 10, or the settings file's)",
  },
  lockTimeout: {
    kind: "duration",
    placeholder: "TIME",
    default: 600_000,
    summary: "How long to wait for another deployment's lock: 10m, 90s, 0 to fail at once",
  },
  versionLabel: { kind: "text", placeholder: "LABEL", summary: "A label for this deployment, such as v1.4.0" },
  allowDataLoss: {
    kind: "list",
    placeholder: "ADDRESS",
    summary: "Allow that this component's data is destroyed (repeatable)",
  },
} as const satisfies ArgumentSpecs;
