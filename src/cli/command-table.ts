import * as verbs from "./arguments/verb-arguments.ts";
import { defineVerb, type Verb } from "./verb.ts";

/** Commands that only group others. */
export const groups: Readonly<Record<string, string>> = {
  engine: "The Pulumi engine",
  stack: "The stacks of the repository",
  simulator: "Look at and change the simulated AWS account",
};

/** Every command except `version` and `help`, which run.ts answers itself so that they start nothing. */
export const commandTable: Readonly<Record<string, Verb>> = {
  init: defineVerb({
    summary: "Write the settings file, ~/.deployer/config.yaml",
    args: verbs.initArguments,
    settings: "unread",
    examples: [
      "deployer init",
      "deployer init --region us-east-1 --bucket company-deployer-state --table company-deployer-locks",
    ],
    load: () => import("./commands/init.ts"),
  }),
  config: defineVerb({
    summary: "Show every setting that holds here, and where it comes from",
    args: verbs.configArguments,
    examples: ["deployer config --stack user-platform"],
    load: () => import("./commands/config.ts"),
  }),
  "stack init": defineVerb({
    summary: "Create a stack: stack.yaml, infra/, services/, environments/",
    args: verbs.stackInitArguments,
    examples: ["deployer stack init --name user-platform"],
    load: () => import("./commands/stack-init.ts"),
  }),
  "stack list": defineVerb({
    summary: "List the stacks with their environments",
    args: verbs.noArguments,
    load: () => import("./commands/stack-list.ts"),
  }),
  "stack validate": defineVerb({
    summary: "The same as deployer validate",
    args: verbs.validateArguments,
    load: () => import("./commands/validate.ts"),
  }),
  validate: defineVerb({
    summary: "Check the configuration",
    args: verbs.validateArguments,
    examples: ["deployer validate --stack user-platform --environment development"],
    load: () => import("./commands/validate.ts"),
  }),
  affected: defineVerb({
    summary: "List the components that differ from another commit, and what depends on them",
    args: verbs.affectedListArguments,
    examples: ["deployer affected --environment production --base origin/main"],
    load: () => import("./commands/affected.ts"),
  }),
  fmt: defineVerb({
    summary: "Put keys in order and indent by two spaces; no value or comment is changed",
    args: verbs.fmtArguments,
    examples: ["deployer fmt", "deployer fmt --check"],
    load: () => import("./commands/fmt.ts"),
  }),
  graph: defineVerb({
    summary: "Show what depends on what, and in which order it is deployed",
    args: verbs.graphArguments,
    examples: ["deployer graph", "deployer graph --output graph.svg"],
    load: () => import("./commands/graph.ts"),
  }),
  render: defineVerb({
    summary: "Print the configuration as it will be deployed, everything filled in",
    args: verbs.renderArguments,
    examples: [
      "deployer render --environment production --component user-service/api",
      "deployer render --environment production --provenance",
    ],
    load: () => import("./commands/render.ts"),
  }),
  diff: defineVerb({
    summary: "Compare the configuration of two environments",
    args: verbs.diffArguments,
    examples: ["deployer diff staging production", "deployer diff --environment staging --environment production"],
    load: () => import("./commands/diff.ts"),
  }),
  plan: defineVerb({
    summary: "Say what apply would do; changes nothing",
    args: verbs.planArguments,
    examples: ["deployer plan --environment development --var VERSION=v1.0.0"],
    load: () => import("./commands/plan.ts"),
  }),
  apply: defineVerb({
    summary: "Deploy what the configuration says",
    args: verbs.applyArguments,
    examples: [
      "deployer apply --environment development --var VERSION=v1.0.0",
      "deployer apply --environment production --service user-service --auto-approve",
    ],
    load: () => import("./commands/apply.ts"),
  }),
  destroy: defineVerb({
    summary: "Delete what was deployed",
    args: verbs.destroyArguments,
    examples: ["deployer destroy --stack user-platform --environment development"],
    load: () => import("./commands/destroy.ts"),
  }),
  status: defineVerb({
    summary: "Ask AWS how every deployed component is",
    args: verbs.statusArguments,
    examples: ["deployer status --environment production"],
    load: () => import("./commands/status.ts"),
  }),
  outputs: defineVerb({
    summary: "Show the outputs of deployed components",
    args: verbs.outputsArguments,
    load: () => import("./commands/outputs.ts"),
  }),
  show: defineVerb({
    summary: "Show a deployed component in full, or the stack's record",
    args: verbs.showArguments,
    examples: ["deployer show user-service/api --environment production"],
    load: () => import("./commands/show.ts"),
  }),
  list: defineVerb({
    summary: "List the components that were deployed",
    args: verbs.listArguments,
    load: () => import("./commands/list.ts"),
  }),
  history: defineVerb({
    summary: "List past deployments, newest first",
    args: verbs.historyArguments,
    load: () => import("./commands/history.ts"),
  }),
  doctor: defineVerb({
    summary: "Check that everything Deployer needs is there",
    args: verbs.doctorArguments,
    load: () => import("./commands/doctor.ts"),
  }),
  schema: defineVerb({
    summary: "Print the JSON Schema of documents, for editors",
    args: verbs.schemaArguments,
    examples: ["deployer schema > .deployer-schema.json", "deployer schema RDS"],
    load: () => import("./commands/schema.ts"),
  }),
  "engine install": defineVerb({
    summary: "Install the pinned Pulumi engine ahead of time",
    args: verbs.noArguments,
    load: () => import("./commands/engine-install.ts"),
  }),
  "simulator list": defineVerb({
    summary: "List the resources of the simulated account",
    args: verbs.noArguments,
    load: () => import("./commands/simulator-list.ts"),
  }),
  "simulator show": defineVerb({
    summary: "Show a resource of the simulated account",
    args: verbs.simulatorShowArguments,
    load: () => import("./commands/simulator-show.ts"),
  }),
  "simulator set": defineVerb({
    summary: "Change a property behind Deployer's back",
    args: verbs.simulatorSetArguments,
    examples: ["deployer simulator set my-queue visibilityTimeoutSeconds 60"],
    load: () => import("./commands/simulator-set.ts"),
  }),
  "simulator delete": defineVerb({
    summary: "Delete a resource behind Deployer's back",
    args: verbs.simulatorShowArguments,
    load: () => import("./commands/simulator-delete.ts"),
  }),
  "simulator reset": defineVerb({
    summary: "Empty the simulated account and forget faults and latencies",
    args: verbs.noArguments,
    load: () => import("./commands/simulator-reset.ts"),
  }),
  "simulator fail": defineVerb({
    summary: "Make an operation fail",
    args: verbs.simulatorFailArguments,
    examples: [
      'deployer simulator fail --type Service --operation create --times 1 --message "Capacity is unavailable"',
      "deployer simulator fail --component user-service/api --operation health",
    ],
    load: () => import("./commands/simulator-fail.ts"),
  }),
  "simulator latency": defineVerb({
    summary: "Make calls take their time",
    args: verbs.simulatorLatencyArguments,
    examples: ["deployer simulator latency --default --seconds 2", "deployer simulator latency --scale 100"],
    load: () => import("./commands/simulator-latency.ts"),
  }),
};
