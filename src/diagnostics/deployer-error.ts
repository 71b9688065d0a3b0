import { codes, type DiagnosticCode, type ExitCode } from "./codes.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Whose fault it is: the user's input, the surroundings (network, AWS, disk, another program), or Deployer's own. */
export type Fault = "user" | "environment" | "deployer";

export interface DeployerErrorInput {
  readonly fault: Fault;
  /** One line, without the user's own words. */
  readonly summary: string;
  /** What happened, in a readable paragraph. */
  readonly detail: string;
  /** What to do next, in one sentence or one command. */
  readonly hint?: string | undefined;
  readonly address?: string | undefined;
  readonly cause?: unknown;
}

/** An operational failure: it has a code, says whose fault it is and what to do next, and ends the command. */
export class DeployerError extends Error {
  readonly fault: Fault;
  readonly summary: string;
  readonly hint: string | undefined;
  readonly address: string | undefined;

  constructor(
    readonly code: DiagnosticCode,
    input: DeployerErrorInput,
  ) {
    super(input.detail, { cause: input.cause });
    this.name = "DeployerError";
    this.fault = input.fault;
    this.summary = input.summary;
    this.hint = input.hint;
    this.address = input.address;
  }

  get exitCode(): ExitCode {
    return codes[this.code].exit;
  }

  toDiagnostic(): Diagnostic {
    return {
      severity: "error",
      code: this.code,
      summary: this.summary,
      detail: this.message,
      ...(this.address ? { address: this.address } : {}),
      ...(this.hint ? { hint: this.hint } : {}),
    };
  }
}

/** Several findings about the configuration that end the command together. */
export class ConfigurationError extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(`${diagnostics.length} problems in the configuration`);
    this.name = "ConfigurationError";
  }
}
