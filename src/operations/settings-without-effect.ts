import { type Diagnostic, warningDiagnostic } from "../diagnostics/diagnostic.ts";

/** Settings that this version accepts, because the documented file has them, and does nothing with. */
const withoutEffect = /^(backend\.(bucket|region|prefix)|locks\.|aws\.|pulumi\.|logging\.)/;

/** One warning that names those of the given settings which do nothing in this version. */
export function settingsWithoutEffect(keys: readonly string[]): Diagnostic[] {
  const idle = keys.filter((key) => withoutEffect.test(key));
  if (idle.length === 0) return [];
  return [
    warningDiagnostic("SETTING_WITHOUT_EFFECT", {
      summary: "Settings have no effect in this version",
      detail: `${idle.join(", ")}: this version deploys to the simulated account and keeps state and locks in folders.`,
    }),
  ];
}
