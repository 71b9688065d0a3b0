import type { Settings } from "../operations/services.ts";
import type { CommandContext } from "./command-context.ts";

/** Which view of a long run fits the flags and the stream that it is shown on. */
export function progressMode(
  context: Pick<CommandContext, "globals" | "stderr" | "environment">,
  settings: Settings,
): "terminal" | "lines" | "silent" | "events" {
  if (context.globals.events) return "events";
  if (context.globals.quiet) return "silent";
  // Build servers pretend to be terminals, but keep every redrawn line in their logs.
  const redraws =
    settings.preferences.progressBar &&
    context.stderr.isTerminal &&
    !context.environment.CI &&
    context.environment.TERM !== "dumb";
  return redraws ? "terminal" : "lines";
}
