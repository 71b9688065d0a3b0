import type { ExitCode } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Composition } from "../operations/services.ts";
import type { OutputStream } from "../ports/output-stream.ts";
import type { ArgumentSpecs, ValuesOf } from "./arguments/argument-spec.ts";
import type { Environment } from "./arguments/read-variables.ts";
import type { globalArguments } from "./arguments/shared-arguments.ts";
import type { Style } from "./views/style.ts";

/** Values of the flags that every command takes. */
export type GlobalValues = ValuesOf<typeof globalArguments>;

/** Asks a run to end, gently on the first Ctrl+C and at once on the second. */
export interface Signals {
  readonly stop: AbortSignal;
  readonly interrupt: AbortSignal;
}

/** What a command works with, beside its own arguments. */
export interface CommandContext {
  readonly globals: GlobalValues;
  /** The same as flags and variables gave them, before the settings file had its say. */
  readonly flags: GlobalValues;
  readonly environment: Environment;
  readonly composition: Composition;
  readonly signals: Signals;
  readonly stderr: OutputStream;
  /** How views are drawn on standard output. */
  readonly style: Style;
  /** Shows something before the command ends: on standard output, or on standard error where that is for JSON only. */
  show(text: string): void;
  /** Shows findings on standard error, unless they are for JSON only. */
  report(diagnostics: readonly Diagnostic[]): Promise<void>;
}

/** What a command came to: its result as a document, and as a view for people. */
export interface Outcome {
  readonly exitCode: ExitCode;
  /** JSON-ready; null where there is none. */
  readonly result: unknown;
  /** Text for a terminal, ending with a line end; empty for nothing. */
  view(style: Style): string;
  readonly diagnostics: readonly Diagnostic[];
  /** The findings that the view and earlier output do not tell; all of them unless said. */
  readonly untold?: readonly Diagnostic[];
}

/** Runs one command. */
export type Handler<A extends ArgumentSpecs> = (args: ValuesOf<A>, context: CommandContext) => Promise<Outcome>;
