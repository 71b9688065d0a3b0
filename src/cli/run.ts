import { ExitCode } from "../diagnostics/codes.ts";
import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Composition } from "../operations/services.ts";
import type { OutputStream } from "../ports/output-stream.ts";
import type { ArgumentSpecs, ArgumentValue } from "./arguments/argument-spec.ts";
import { plainWords } from "./arguments/plain-words.ts";
import { readArguments } from "./arguments/read-arguments.ts";
import type { Environment } from "./arguments/read-variables.ts";
import { globalArguments } from "./arguments/shared-arguments.ts";
import { didYouMean, usageProblem } from "./arguments/usage-problem.ts";
import type { CommandContext, GlobalValues, Outcome, Signals } from "./command-context.ts";
import { commandTable, groups } from "./command-table.ts";
import { failureOf } from "./failure.ts";
import { firstWords, groupHelp, rootHelp, verbHelp, wordsOfGroup } from "./help.ts";
import { diagnosticsView, type ReadSource } from "./views/diagnostics-view.ts";
import { jsonEnvelope } from "./views/json-envelope.ts";
import { makeStyle, type Style } from "./views/style.ts";

/** What the command line tells the composition root, which cannot read flags itself. */
export interface CompositionRequest {
  /** `-C`, or undefined for the current folder. */
  readonly directory: string | undefined;
  /** `--config`. */
  readonly config: string | undefined;
  /** `--realistic`: the simulated account takes AWS's usual times. */
  readonly realistic: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** `--no-color`: adapters use colours only where this is false and the stream allows it. */
  readonly noColour: boolean;
}

export interface CliInput {
  /** Arguments after the program's name. */
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly version: string;
  readonly commit: string;
  /** Called at most once, and not at all for help, versions and wrong usage. */
  compose(request: CompositionRequest): Promise<Composition>;
  /** First and second Ctrl+C. */
  readonly signals: Signals;
}

/** Runs one command line to its end and says what the process is to exit with. Never throws. */
export async function runCli(input: CliInput): Promise<ExitCode> {
  const session = new Session(input);
  try {
    return await session.run();
  } catch (error) {
    return session.fail(error);
  } finally {
    await session.close();
  }
}

class Session {
  private command = "";
  private globals: GlobalValues | undefined;
  private composition: Composition | undefined;
  private failed = false;

  constructor(private readonly input: CliInput) {}

  async run(): Promise<ExitCode> {
    const { argv, env } = this.input;
    const words = plainWords(argv, everyFlag());
    const ended = argv.indexOf("--") < 0 ? argv : argv.slice(0, argv.indexOf("--"));
    this.globals = this.readGlobals(argv);
    if (argv.length === 0) return this.print(rootHelp(this.style));
    const first = words[0]?.text;
    if (first === undefined && ended.includes("--version"))
      return this.printVersion(argv.filter((each) => each !== "--version"));
    if (this.globals.help || first === "help") {
      return this.printHelp(words.map((word) => word.text).slice(first === "help" ? 1 : 0));
    }
    const { name, tokens } = this.findCommand(words);
    this.command = name;
    if (name === "version") return this.printVersion(tokens);
    const { values, problems } = readArguments({ ...commandTable[name]?.args, ...globalArguments }, tokens, env);
    if (problems.length > 0) throw new ConfigurationError(problems);
    this.globals = values as GlobalValues;
    return await this.runVerb(name, values);
  }

  private async runVerb(name: string, values: Readonly<Record<string, ArgumentValue>>): Promise<ExitCode> {
    const globals = values as GlobalValues;
    const { env, stdout, stderr, signals } = this.input;
    const { dispatch } = await import("./dispatch.ts");
    this.composition = await this.input.compose({
      directory: globals.directory,
      config: globals.config,
      realistic: globals.realistic,
      verbose: globals.verbose,
      quiet: globals.quiet,
      noColour: globals.noColor,
    });
    const read = commandTable[name]?.settings !== "unread";
    if (read && !(await this.composition.settings()).preferences.colorOutput)
      this.globals = { ...globals, noColor: true };
    const context: CommandContext = {
      globals: this.globals ?? globals,
      flags: globals,
      environment: env,
      composition: this.composition,
      signals,
      stderr,
      style: this.styleFor(globals.json ? stderr : stdout),
      show: (text) => (globals.json ? stderr : stdout).write(text),
      report: (diagnostics) => (globals.json ? Promise.resolve() : this.report(diagnostics)),
    };
    return await this.finish(await dispatch(name, values, context));
  }

  private async finish(outcome: Outcome): Promise<ExitCode> {
    if (this.globals?.json) {
      this.input.stdout.write(jsonEnvelope({ command: this.command, ...outcome }));
      return outcome.exitCode;
    }
    this.input.stdout.write(outcome.view(this.style));
    await this.report(outcome.untold ?? outcome.diagnostics);
    return outcome.exitCode;
  }

  /** Reports what ended the command, in the form that was asked for. */
  async fail(error: unknown): Promise<ExitCode> {
    const failure = failureOf(error);
    this.failed = true;
    if (this.globals?.json) {
      this.input.stdout.write(jsonEnvelope({ command: this.command, ...failure, result: null }));
    } else await this.printDiagnostics(failure.diagnostics);
    if (failure.stack !== undefined && this.globals?.verbose) this.input.stderr.write(`\n${failure.stack}\n`);
    return failure.exitCode;
  }

  async close(): Promise<void> {
    try {
      await this.composition?.close();
    } catch (error) {
      // After a failure, trouble in tidying up is a consequence of it and only hides it.
      if (this.failed && !this.globals?.verbose) return;
      this.input.stderr.write(`warning: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }

  /** The words that name a command, and the tokens that are left for it. */
  private findCommand(words: ReturnType<typeof plainWords>): { name: string; tokens: string[] } {
    const [first, second] = words;
    if (!first) throw wrongCommand("No command given", "The command line names no command.", "Run deployer help.");
    const without = (...indexes: number[]): string[] => this.input.argv.filter((_, index) => !indexes.includes(index));
    if (Object.hasOwn(groups, first.text)) {
      const known = wordsOfGroup(first.text);
      this.command = first.text;
      if (!second) {
        throw wrongCommand("No command given", `deployer ${first.text} needs one of: ${known.join(", ")}.`);
      }
      if (!known.includes(second.text)) {
        throw wrongCommand(
          "Unknown command",
          `deployer ${first.text} has no command ${second.text}; it has ${known.join(", ")}.`,
          didYouMean(second.text, known, (name) => `deployer ${first.text} ${name}`),
        );
      }
      return { name: `${first.text} ${second.text}`, tokens: without(first.index, second.index) };
    }
    if (first.text !== "version" && !Object.hasOwn(commandTable, first.text)) {
      throw wrongCommand(
        "Unknown command",
        `There is no command ${first.text}.`,
        didYouMean(first.text, firstWords(), (name) => `deployer ${name}`) || "Run deployer help for all commands.",
      );
    }
    return { name: first.text, tokens: without(first.index) };
  }

  /** The global flags alone, leniently: errors about the rest must already come in the form that was asked for. */
  private readGlobals(tokens: readonly string[]): GlobalValues {
    const { values } = readArguments({ ...everyFlag(), ...globalArguments }, tokens, this.input.env);
    return values as GlobalValues;
  }

  private printHelp(words: readonly string[]): ExitCode {
    const [first, second] = words;
    if (first === undefined) return this.print(rootHelp(this.style));
    if (Object.hasOwn(groups, first) && second === undefined) return this.print(groupHelp(first, this.style));
    const name = Object.hasOwn(groups, first) ? `${first} ${second}` : first;
    if (!Object.hasOwn(commandTable, name) && name !== "version" && name !== "help") {
      const known = Object.hasOwn(groups, first) ? wordsOfGroup(first) : firstWords();
      throw wrongCommand("Unknown command", `There is no command ${name}.`, didYouMean(second ?? first, known));
    }
    return this.print(verbHelp(name, this.style));
  }

  private printVersion(tokens: readonly string[]): ExitCode {
    this.command = "version";
    const { problems } = readArguments(globalArguments, tokens, this.input.env);
    if (problems.length > 0) throw new ConfigurationError(problems);
    const { version, commit } = this.input;
    if (!this.globals?.json) return this.print(`deployer ${version}${commit === "" ? "" : ` (${commit})`}\n`);
    return this.print(
      jsonEnvelope({ command: "version", exitCode: ExitCode.done, diagnostics: [], result: { version, commit } }),
    );
  }

  private print(text: string): ExitCode {
    this.input.stdout.write(text);
    return ExitCode.done;
  }

  private get style(): Style {
    return this.styleFor(this.input.stdout);
  }

  private styleFor(stream: OutputStream): Style {
    const colour = stream.colour && !this.globals?.noColor;
    return makeStyle({ width: stream.columns, colour, verbose: this.globals?.verbose ?? false });
  }

  /** Findings that did not end the command; `--quiet` leaves out warnings. */
  private async report(diagnostics: readonly Diagnostic[]): Promise<void> {
    const wanted = this.globals?.quiet ? diagnostics.filter((each) => each.severity === "error") : diagnostics;
    if (wanted.length > 0) await this.printDiagnostics(wanted);
  }

  private async printDiagnostics(diagnostics: readonly Diagnostic[]): Promise<void> {
    const readSource = await this.sourceReader(diagnostics);
    this.input.stderr.write(diagnosticsView(diagnostics, this.styleFor(this.input.stderr), readSource));
  }

  private async sourceReader(diagnostics: readonly Diagnostic[]): Promise<ReadSource | undefined> {
    if (!this.composition || !diagnostics.some((each) => each.file !== undefined)) return undefined;
    try {
      const { files } = await this.composition.repository();
      return (file) => {
        try {
          return files.read(file);
        } catch {
          return undefined;
        }
      };
    } catch {
      return undefined;
    }
  }
}

/** Flags of every command together: which of them take a value is the same for all, which a test holds. */
function everyFlag(): ArgumentSpecs {
  const all: Record<string, ArgumentSpecs[string]> = { ...globalArguments };
  for (const verb of Object.values(commandTable)) {
    for (const [name, spec] of Object.entries(verb.args)) if (spec.kind !== "position") all[name] ??= spec;
  }
  return all;
}

const wrongCommand = (summary: string, detail: string, hint?: string): ConfigurationError =>
  new ConfigurationError([usageProblem(summary, detail, hint)]);
