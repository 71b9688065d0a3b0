/** Exit codes of the command line; a code's number is what scripts and CI branch on. */
export const ExitCode = {
  done: 0,
  failed: 1,
  changesFound: 2,
  invalidConfiguration: 3,
  deniedByPolicy: 4,
  lockNotAcquired: 5,
  notApproved: 6,
  rolledBack: 7,
  resumeNeeded: 8,
  wrongUsage: 64,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

interface CodeEntry {
  /** What the code means, as the reference page prints it. */
  readonly meaning: string;
  /** The exit code of a command that ends because of it. */
  readonly exit: ExitCode;
}

/**
 * The catalogue of every code that Deployer can print. A code never changes its meaning; the tidy test fails on a
 * code that nothing raises, and docs/DIAGNOSTICS.md is generated from this table.
 */
export const codes = {
  // Configuration: what a user wrote.
  FILE_UNREADABLE: { meaning: "A file of the repository cannot be read.", exit: 3 },
  FILE_TOO_LARGE: { meaning: "A file is larger than a configuration document may be.", exit: 3 },
  TOO_MANY_FILES: { meaning: "The repository holds more configuration files than Deployer reads.", exit: 3 },
  PATH_OUTSIDE_REPOSITORY: { meaning: "A path or symbolic link leads out of the repository.", exit: 3 },
  YAML_SYNTAX: { meaning: "A file is not valid YAML.", exit: 3 },
  YAML_DUPLICATE_KEY: { meaning: "A mapping holds the same key twice.", exit: 3 },
  YAML_FORBIDDEN: {
    meaning: "A file uses YAML that Deployer does not accept (custom tags, too many aliases, depth).",
    exit: 3,
  },
  DOCUMENT_SHAPE: { meaning: "A document lacks apiVersion, kind or metadata, or has them in the wrong form.", exit: 3 },
  UNKNOWN_API_VERSION: { meaning: "The apiVersion is none that Deployer knows.", exit: 3 },
  UNKNOWN_KIND: { meaning: "The kind is none that Deployer knows.", exit: 3 },
  INVALID_NAME: { meaning: "A name has characters or a length that cannot become keys, paths or ARNs.", exit: 3 },
  DUPLICATE_DOCUMENT: { meaning: "Two documents describe the same thing.", exit: 3 },
  STACK_NOT_FOUND: { meaning: "No stack of that name exists in the repository.", exit: 3 },
  STACK_AMBIGUOUS: { meaning: "Several stacks exist and none was named.", exit: 3 },
  REPOSITORY_NOT_FOUND: { meaning: "No folder above this one holds stacks/.", exit: 3 },
  ENVIRONMENT_NOT_FOUND: { meaning: "The stack has no environment of that name.", exit: 3 },
  ENVIRONMENT_REQUIRED: { meaning: "The command needs an environment and none was named.", exit: 3 },
  SERVICE_NOT_FOUND: { meaning: "A component or a flag names a service that does not exist.", exit: 3 },
  COMPONENT_NOT_FOUND: { meaning: "A flag names a component that does not exist.", exit: 3 },
  PATCH_UNMATCHED: { meaning: "A document under environments/ matches no document that it could patch.", exit: 3 },
  PATCH_REMOVES_ITEMS: { meaning: "A patch replaces a list and takes items away.", exit: 3 },
  PATCH_INVALID: { meaning: "A $patch directive is none that strategic merge knows.", exit: 3 },
  TEMPLATE_NOT_FOUND: { meaning: "A document uses a template, or a version of one, that does not exist.", exit: 3 },
  COMPLIANCE_VIOLATED: { meaning: "Something does not keep a rule of the stack's Compliance document.", exit: 3 },
  VARIABLE_MISSING: { meaning: "A variable has no value.", exit: 3 },
  VARIABLE_INVALID: {
    meaning: "A variable's value has the wrong type or form, or a reference to it is malformed.",
    exit: 3,
  },
  UNKNOWN_FIELD: { meaning: "A field is none that the schema knows.", exit: 3 },
  MISSING_FIELD: { meaning: "A required field is missing.", exit: 3 },
  WRONG_TYPE: { meaning: "A value has the wrong type.", exit: 3 },
  INVALID_VALUE: { meaning: "A value is outside of what the field accepts.", exit: 3 },
  DEPENDENCY_NOT_FOUND: { meaning: "A reference names a component that does not exist.", exit: 3 },
  DEPENDENCY_DISABLED: { meaning: "A reference names a component that is left out of this environment.", exit: 3 },
  DEPENDENCY_NOT_DEPLOYED: { meaning: "A component outside of this run is needed and has not been deployed.", exit: 3 },
  DEPENDENCY_CYCLE: { meaning: "Components depend on one another in a circle.", exit: 3 },
  OUTPUT_NOT_FOUND: { meaning: "A reference names an output that the component's kind does not have.", exit: 3 },
  SECRET_LITERAL: { meaning: "A field that wants the name of a secret holds something else.", exit: 3 },
  POLICIES_NOT_EVALUATED: {
    meaning: "The repository holds Rego policies, which this version does not evaluate.",
    exit: 3,
  },
  SETTING_WITHOUT_EFFECT: { meaning: "Something is accepted but has no effect in this version.", exit: 3 },
  SETTINGS_INVALID: { meaning: "The settings file or a DEPLOYER_* variable is not valid.", exit: 3 },

  // Usage: how the command was called.
  WRONG_USAGE: { meaning: "The command line is not one that Deployer understands.", exit: 64 },
  ACCOUNT_REQUIRED: { meaning: "This version deploys to the simulated account only: --simulate is needed.", exit: 64 },

  // Operation: what happened while working.
  STATE_CORRUPT: { meaning: "The recorded state cannot be trusted: truncated, altered or foreign.", exit: 1 },
  STATE_NEWER: { meaning: "The recorded state was written by a newer version of Deployer.", exit: 1 },
  STATE_CONFLICT: { meaning: "Someone else changed the recorded state meanwhile.", exit: 6 },
  STATE_WRITE_FAILED: { meaning: "The recorded state could not be written.", exit: 1 },
  STATE_EMPTY: { meaning: "Nothing is recorded for this stack and environment.", exit: 1 },
  LOCK_HELD: { meaning: "Another deployment holds the lock.", exit: 5 },
  LOCK_LOST: { meaning: "The lock was lost while deploying.", exit: 8 },
  POLICY_DENIED: { meaning: "Policies forbid the deployment.", exit: 4 },
  NOT_APPROVED: { meaning: "The plan was not approved.", exit: 6 },
  APPROVAL_REQUIRED: { meaning: "The plan needs approval and there is no terminal to ask on.", exit: 6 },
  DATA_LOSS_NOT_ALLOWED: { meaning: "The plan would destroy data and no flag allows it.", exit: 6 },
  PLAN_STALE: { meaning: "The state changed since the plan was made.", exit: 6 },
  DEPENDENTS_REMAIN: { meaning: "Other components still depend on what would be deleted.", exit: 3 },
  ENGINE_MISSING: { meaning: "The Pulumi engine is not installed.", exit: 1 },
  ENGINE_VERSION: { meaning: "The Pulumi engine found is of another version than the pinned one.", exit: 1 },
  ENGINE_FAILED: { meaning: "The Pulumi engine refused or failed an operation.", exit: 1 },
  ENGINE_INSTALL_FAILED: { meaning: "The Pulumi engine could not be downloaded or built.", exit: 1 },
  DOWNLOAD_FAILED: { meaning: "A download failed.", exit: 1 },
  DOWNLOAD_CHECKSUM: { meaning: "A download does not have the expected checksum.", exit: 1 },
  COMPONENT_UNHEALTHY: { meaning: "AWS says that the component is not healthy.", exit: 1 },
  HEALTH_INCONCLUSIVE: { meaning: "AWS gave no verdict on the component in time.", exit: 1 },
  CLOUD_READ_FAILED: { meaning: "AWS could not be asked how a resource is.", exit: 1 },
  RESOURCE_NOT_FOUND: { meaning: "The simulated account holds no such resource.", exit: 1 },
  INTERRUPTED: { meaning: "The deployment was interrupted.", exit: 8 },
  INTERNAL: { meaning: "A bug in Deployer.", exit: 1 },
} as const satisfies Record<string, CodeEntry>;

export type DiagnosticCode = keyof typeof codes;
