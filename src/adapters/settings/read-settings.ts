import { existsSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { type Settings, settingsSchema } from "../../../schemas/settings.ts";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { errorDiagnostic } from "../../diagnostics/diagnostic.ts";

/**
 * Reads a settings file. One that the user named must exist; the usual one need not. Throws ConfigurationError with
 * every problem in it.
 */
export async function readSettings(file: string, named: boolean): Promise<Settings> {
  if (!named && !existsSync(file)) return v.parse(settingsSchema, {});
  const { parse } = await import("yaml");
  let value: unknown;
  try {
    value = parse(readFileSync(file, "utf8")) ?? {};
  } catch (error) {
    throw invalid(file, [error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)]);
  }
  const parsed = v.safeParse(settingsSchema, value);
  if (!parsed.success)
    throw invalid(
      file,
      parsed.issues.map((issue) => `${v.getDotPath(issue) ?? "the file"}: ${issue.message}`),
    );
  const { backend } = parsed.output;
  if (named && backend?.type === "s3")
    throw invalid(file, ["backend.type s3: this version keeps state in folders only (type: local)"]);
  return parsed.output;
}

const invalid = (file: string, problems: readonly string[]): ConfigurationError =>
  new ConfigurationError(
    problems.map((problem) =>
      errorDiagnostic("SETTINGS_INVALID", {
        summary: "The settings file is not valid",
        detail: `${file}: ${problem}`,
        hint: "Mend the file, or name another one with --config.",
      }),
    ),
  );
