import { ExitCode } from "../../diagnostics/codes.ts";
import { effectiveSettings, type GivenSetting, stackSettings } from "../../operations/effective-settings.ts";
import { settingsWithoutEffect } from "../../operations/settings-without-effect.ts";
import { type ArgumentValue, flagName, variableName } from "../arguments/argument-spec.ts";
import { globalArguments } from "../arguments/shared-arguments.ts";
import { configArguments } from "../arguments/verb-arguments.ts";
import type { CommandContext, Handler } from "../command-context.ts";
import { configurationRequest } from "../configuration-request.ts";
import { configJson, configView } from "../views/config-view.ts";

const specs = { ...configArguments, ...globalArguments };

/** Which flag is stronger than which setting. */
const flagOf: Readonly<Record<string, keyof typeof specs>> = {
  "backend.bucket": "backendBucket",
  "backend.region": "backendRegion",
  "locks.table": "lockTable",
  "preferences.autoApprove": "autoApprove",
  "preferences.parallelism": "parallelism",
};

/** `deployer config`: works without a repository too. */
export const run: Handler<typeof configArguments> = async (args, context) => {
  const { composition } = context;
  const inRepository = (await composition.standing()).root !== undefined || args.stack !== undefined;
  const ofStack = inRepository
    ? stackSettings(await composition.repository(), await configurationRequest(args, context))
    : { stack: undefined, settings: new Map() };
  const settings = effectiveSettings({
    given: givenSettings(args, context),
    stack: ofStack.settings,
    written: await composition.writtenSettings(),
    settingsFile: composition.settingsFile,
    settings: await composition.settings(),
  });
  const report = { settingsFile: composition.settingsFile, stack: ofStack.stack, settings };
  return {
    exitCode: ExitCode.done,
    result: configJson(report),
    view: (style) => configView(report, style),
    diagnostics: settingsWithoutEffect(
      settings.filter(({ source }) => source !== "default" && source !== "unset").map(({ key }) => key),
    ),
  };
};

function givenSettings(
  args: Readonly<Record<string, ArgumentValue>>,
  context: CommandContext,
): ReadonlyMap<string, GivenSetting> {
  const given = new Map<string, GivenSetting>();
  const add = (key: string, name: keyof typeof specs, value: string | number | boolean): void => {
    const variable = variableName(name, specs[name]);
    // A flag is stronger than its variable, so that equal values may be said to come from either.
    const typed = context.environment[variable];
    const fromVariable = typed !== undefined && typed !== "" && (typeof value === "boolean" || typed === String(value));
    const source = fromVariable ? "variable" : "flag";
    given.set(key, { value, source, from: fromVariable ? variable : `--${flagName(name)}` });
  };
  for (const [key, name] of Object.entries(flagOf)) {
    const value = args[name];
    if (typeof value === "string" || typeof value === "number" || value === true) add(key, name, value);
  }
  if (context.flags.noColor) add("preferences.colorOutput", "noColor", false);
  return given;
}
