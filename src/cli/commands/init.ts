import { ExitCode } from "../../diagnostics/codes.ts";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { regionPattern } from "../../model/address.ts";
import { createSettings } from "../../operations/create-settings.ts";
import { settingsWithoutEffect } from "../../operations/settings-without-effect.ts";
import { usageProblem } from "../arguments/usage-problem.ts";
import type { initArguments } from "../arguments/verb-arguments.ts";
import { answers, type Question } from "../ask.ts";
import type { CommandContext, Handler } from "../command-context.ts";

const matching = (pattern: RegExp, wrong: string) => (answer: string) => (pattern.test(answer) ? undefined : wrong);

const questions = {
  region: {
    flag: "region",
    text: "AWS Region",
    refuse: matching(regionPattern, "an AWS region looks like us-east-1."),
  },
  bucket: {
    flag: "bucket",
    text: "S3 Bucket for state",
    refuse: matching(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "a bucket's name has 3 to 63 of a-z, 0-9, dots and hyphens.",
    ),
  },
  table: {
    flag: "table",
    text: "DynamoDB Table for locks",
    refuse: matching(
      /^[A-Za-z0-9_.-]{3,255}$/,
      "a table's name has 3 to 255 letters, digits, dots, hyphens, underscores.",
    ),
  },
  profile: { flag: "profile", text: "AWS Profile (optional)", usual: "", refuse: () => undefined },
} as const satisfies Readonly<Record<string, Question>>;

/** `deployer init`: writes the settings file, after asking where one exists. */
export const run: Handler<typeof initArguments> = async (args, context) => {
  const { settingsFile } = context.composition;
  const writer = await context.composition.writer();
  if (writer.exists(settingsFile) && !args.overwrite) await askToOverwrite(settingsFile, context);
  const { region, bucket, table, profile } = args;
  const found = await answers(questions, { region, bucket, table, profile }, context);
  createSettings(writer, settingsFile, { ...found, profile: found.profile === "" ? undefined : found.profile });
  return {
    exitCode: ExitCode.done,
    result: { file: settingsFile },
    view: (style) => `${style.paint("✓", "green")} Saved to ${settingsFile}\n`,
    diagnostics: settingsWithoutEffect([
      "backend.bucket",
      "backend.region",
      "locks.table",
      "locks.region",
      "aws.region",
      ...(found.profile === "" ? [] : ["aws.profile"]),
    ]),
  };
};

async function askToOverwrite(file: string, context: CommandContext): Promise<void> {
  const { prompt } = context.composition;
  const answer = prompt.interactive ? await prompt.ask(`${file} exists. Overwrite it? (yes/no): `) : undefined;
  if (/^y(es)?$/i.test(answer?.trim() ?? "")) return;
  const detail = `${file} exists. Nothing was changed.`;
  throw new ConfigurationError([usageProblem("The settings file exists", detail, "Pass --overwrite to replace it.")]);
}
