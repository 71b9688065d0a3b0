import type { ArgumentSpecs } from "./argument-spec.ts";
import {
  affectedArguments,
  deployArguments,
  scopeArguments,
  selectionArguments,
  variableArguments,
} from "./shared-arguments.ts";

const configurationArguments = {
  ...scopeArguments,
  ...selectionArguments,
  ...affectedArguments,
  ...variableArguments,
} as const satisfies ArgumentSpecs;

export const affectedListArguments = {
  base: { ...affectedArguments.base, required: true },
  ...scopeArguments,
  ...selectionArguments,
  ...variableArguments,
  detailedExitcode: { kind: "switch", summary: "Exit with 2 when something is affected, 0 when nothing is" },
} as const satisfies ArgumentSpecs;

export const noArguments = {} as const satisfies ArgumentSpecs;

export const validateArguments = configurationArguments;

export const initArguments = {
  region: { kind: "text", placeholder: "REGION", summary: "AWS region of the bucket, the table and the account" },
  bucket: { kind: "text", placeholder: "NAME", summary: "S3 bucket for state" },
  table: { kind: "text", placeholder: "NAME", summary: "DynamoDB table for locks" },
  profile: { kind: "text", placeholder: "NAME", summary: "AWS profile (optional)" },
  overwrite: { kind: "switch", summary: "Replace a settings file that exists without asking" },
} as const satisfies ArgumentSpecs;

export const stackInitArguments = {
  name: { kind: "text", placeholder: "NAME", summary: "The stack's name (default: the folder's, below stacks/)" },
  region: { kind: "text", placeholder: "REGION", summary: "AWS region that it is deployed to (default: us-east-1)" },
  description: { kind: "text", placeholder: "TEXT", summary: "What it is for, in a sentence" },
} as const satisfies ArgumentSpecs;

export const graphArguments = {
  ...configurationArguments,
  output: {
    kind: "text",
    placeholder: "FILE",
    summary: "Write the graph to a file instead: .dot, .mmd, .json or .svg",
  },
} as const satisfies ArgumentSpecs;

export const renderArguments = {
  ...configurationArguments,
  provenance: { kind: "switch", summary: "Say for every value which line of which file it comes from" },
} as const satisfies ArgumentSpecs;

export const configArguments = {
  ...scopeArguments,
  backendBucket: { kind: "text", placeholder: "NAME", summary: "S3 bucket that holds state" },
  backendRegion: { kind: "text", placeholder: "REGION", summary: "AWS region of the bucket" },
  lockTable: { kind: "text", placeholder: "NAME", summary: "DynamoDB table that holds locks" },
  autoApprove: deployArguments.autoApprove,
  parallelism: deployArguments.parallelism,
} as const satisfies ArgumentSpecs;

export const fmtArguments = {
  stack: { kind: "text", placeholder: "NAME", summary: "Only this stack (default: all of the repository)" },
  check: { kind: "switch", summary: "Change nothing, and exit with 1 where a file would change" },
} as const satisfies ArgumentSpecs;

export const diffArguments = {
  first: { kind: "position", placeholder: "A", required: false, summary: "Environment" },
  second: { kind: "position", placeholder: "B", required: false, summary: "Environment that it is compared with" },
  stack: scopeArguments.stack,
  environment: {
    kind: "list",
    short: "e",
    placeholder: "NAME",
    summary: "The same as the arguments (given twice)",
  },
  ...selectionArguments,
  ...variableArguments,
  detailedExitcode: { kind: "switch", summary: "Exit with 2 when the environments differ, 0 when they do not" },
} as const satisfies ArgumentSpecs;

export const planArguments = {
  ...configurationArguments,
  detailedExitcode: { kind: "switch", summary: "Exit with 2 when there are changes, 0 when there are none" },
} as const satisfies ArgumentSpecs;

export const applyArguments = { ...configurationArguments, ...deployArguments } as const satisfies ArgumentSpecs;

export const destroyArguments = {
  ...scopeArguments,
  ...selectionArguments,
  ...deployArguments,
} as const satisfies ArgumentSpecs;

export const statusArguments = { ...scopeArguments, ...selectionArguments } as const satisfies ArgumentSpecs;

export const outputsArguments = { ...scopeArguments, ...selectionArguments } as const satisfies ArgumentSpecs;

export const showArguments = {
  address: { kind: "position", placeholder: "ADDRESS", required: false, summary: "Component, as service/component" },
  ...scopeArguments,
  component: { kind: "text", placeholder: "ADDRESS", summary: "The same as the argument" },
} as const satisfies ArgumentSpecs;

export const listArguments = { ...scopeArguments, ...selectionArguments } as const satisfies ArgumentSpecs;

export const historyArguments = {
  ...scopeArguments,
  limit: {
    kind: "number",
    placeholder: "N",
    minimum: 1,
    integer: true,
    default: 20,
    summary: "How many deployments to show, newest first",
  },
} as const satisfies ArgumentSpecs;

export const doctorArguments = scopeArguments;

export const schemaArguments = {
  kind: { kind: "position", placeholder: "KIND", required: false, summary: "A kind, or state, history, lock …" },
  overlay: { kind: "switch", summary: "For documents that others complete, such as overlays" },
  list: { kind: "switch", summary: "Only name what there are schemas of" },
} as const satisfies ArgumentSpecs;

const resourceId = {
  kind: "position",
  placeholder: "ID",
  required: true,
  summary: "Id or name of a resource",
} as const;

export const simulatorShowArguments = { id: resourceId } as const satisfies ArgumentSpecs;

export const simulatorSetArguments = {
  id: resourceId,
  path: { kind: "position", placeholder: "PATH", required: true, summary: "Property, such as tags.owner" },
  value: { kind: "position", placeholder: "VALUE", required: true, summary: "JSON, or plain text" },
} as const satisfies ArgumentSpecs;

const targetArguments = {
  component: { kind: "text", placeholder: "ADDRESS", summary: "Resources of this component" },
  type: { kind: "text", placeholder: "TYPE", summary: "Resources of this type, such as aws:sqs/queue:Queue or Queue" },
} as const satisfies ArgumentSpecs;

export const simulatorFailArguments = {
  ...targetArguments,
  operation: {
    kind: "text",
    placeholder: "OPERATION",
    choices: ["create", "update", "delete", "read", "health"],
    required: true,
    summary: "What is to fail",
  },
  times: {
    kind: "number",
    placeholder: "N",
    minimum: 1,
    integer: true,
    summary: "How often it fails (default: until reset)",
  },
  message: { kind: "text", placeholder: "TEXT", summary: "What AWS is to say" },
} as const satisfies ArgumentSpecs;

export const simulatorLatencyArguments = {
  ...targetArguments,
  default: { kind: "switch", summary: "Every resource that nothing else is said about" },
  seconds: { kind: "number", placeholder: "N", minimum: 0, summary: "How long each call takes" },
  scale: { kind: "number", placeholder: "F", minimum: 0, summary: "Simulated seconds that pass in one real second" },
} as const satisfies ArgumentSpecs;
