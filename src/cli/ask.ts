import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import { flagName } from "./arguments/argument-spec.ts";
import { usageProblem } from "./arguments/usage-problem.ts";
import type { CommandContext } from "./command-context.ts";

/** One thing that a command needs to know. */
export interface Question {
  /** The flag that answers it. */
  readonly flag: string;
  readonly text: string;
  /** What an empty answer means; without one an answer is needed. */
  readonly usual?: string;
  /** What is wrong with an answer. */
  refuse(answer: string): string | undefined;
}

const attempts = 3;

/** Answers from flags, and from the person at the terminal where flags are silent. Throws ConfigurationError. */
export async function answers<Name extends string>(
  questions: Readonly<Record<Name, Question>>,
  given: Readonly<Record<Name, string | undefined>>,
  context: CommandContext,
): Promise<Record<Name, string>> {
  const { prompt } = context.composition;
  const found: Partial<Record<Name, string>> = {};
  const problems = [];
  for (const [name, question] of Object.entries(questions) as [Name, Question][]) {
    const flag = given[name];
    if (flag === undefined && prompt.interactive) {
      found[name] = await ask(question, context);
      continue;
    }
    const answer = flag ?? question.usual;
    const wrong = answer === undefined ? undefined : question.refuse(answer);
    if (answer !== undefined && wrong === undefined) found[name] = answer;
    else if (wrong !== undefined) problems.push(usageProblem("Wrong value", `--${flagName(question.flag)}: ${wrong}`));
    else {
      const detail = `--${flagName(question.flag)} is needed, because there is no terminal to ask on.`;
      problems.push(usageProblem("Missing argument", detail));
    }
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return found as Record<Name, string>;
}

async function ask(question: Question, context: CommandContext): Promise<string> {
  const usual = question.usual === undefined || question.usual === "" ? "" : ` (${question.usual})`;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const typed = await context.composition.prompt.ask(`? ${question.text}${usual}: `);
    if (typed === undefined) break;
    const answer = typed.trim() === "" ? question.usual : typed.trim();
    const wrong = answer === undefined ? "an answer is needed." : question.refuse(answer);
    if (answer !== undefined && wrong === undefined) return answer;
    context.stderr.write(`  ${wrong}\n`);
  }
  throw new ConfigurationError([usageProblem("No answer", `${question.text} was not answered. Nothing was changed.`)]);
}
