import { codes, ExitCode } from "../diagnostics/codes.ts";
import { ConfigurationError, DeployerError } from "../diagnostics/deployer-error.ts";
import { type Diagnostic, errorDiagnostic, sortDiagnostics } from "../diagnostics/diagnostic.ts";

/** What ended a command before it had a result. */
export interface Failure {
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];
  /** Where in the code a bug showed itself, for `--verbose`. */
  readonly stack: string | undefined;
}

/** Turns whatever was thrown into findings and an exit code; what nobody foresaw is a bug of Deployer's own. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ConfigurationError) {
    return { exitCode: exitOf(error.diagnostics), diagnostics: sortDiagnostics(error.diagnostics), stack: undefined };
  }
  if (error instanceof DeployerError) {
    const stack = error.fault === "deployer" ? stackOf(error) : undefined;
    return { exitCode: error.exitCode, diagnostics: [error.toDiagnostic()], stack };
  }
  const message = error instanceof Error ? error.message || error.name : String(error);
  const bug = errorDiagnostic("INTERNAL", {
    summary: "This is a bug in Deployer",
    detail: message,
    hint: "Please report it with the output of the same command and --verbose.",
  });
  return { exitCode: ExitCode.failed, diagnostics: [bug], stack: stackOf(error) };
}

/** Findings of several kinds: usage outweighs configuration, which outweighs the rest. */
function exitOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const exits = diagnostics.filter((each) => each.severity === "error").map((each) => codes[each.code].exit);
  if (exits.includes(ExitCode.wrongUsage)) return ExitCode.wrongUsage;
  if (exits.length === 0 || exits.includes(ExitCode.invalidConfiguration)) return ExitCode.invalidConfiguration;
  return exits[0] ?? ExitCode.invalidConfiguration;
}

function stackOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const cause = error.cause instanceof Error ? `\nCaused by: ${error.cause.stack ?? error.cause.message}` : "";
  return `${error.stack ?? error.message}${cause}`;
}
