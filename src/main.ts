import { mayUseColour, processStream } from "./adapters/terminal/output-stream.ts";
import { type CompositionRequest, runCli } from "./cli/run.ts";
import type { Composition } from "./operations/services.ts";

/** Set by scripts/build; a run from source has neither. */
const version = process.env.DEPLOYER_BUILD_VERSION ?? "0.0.0-source";
const commit = process.env.DEPLOYER_BUILD_COMMIT ?? "";

/** First Ctrl+C: finish what runs; second: interrupt the engines. */
function listenForInterrupts(): { readonly stop: AbortSignal; readonly interrupt: AbortSignal } {
  const stop = new AbortController();
  const interrupt = new AbortController();
  const hear = (): void => {
    if (stop.signal.aborted) interrupt.abort();
    else stop.abort();
  };
  process.on("SIGINT", hear);
  process.on("SIGTERM", hear);
  return { stop: stop.signal, interrupt: interrupt.signal };
}

async function compose(request: CompositionRequest): Promise<Composition> {
  const { composeAdapters } = await import("./composition.ts");
  return composeAdapters({
    ...request,
    version,
    arguments: process.argv.slice(2),
    environment: process.env,
    colour: !request.noColour && mayUseColour(process.stderr.isTTY === true, process.env),
  });
}

async function main(): Promise<void> {
  const stdout = processStream(process.stdout, process.env);
  const stderr = processStream(process.stderr, process.env);
  const exitCode = await runCli({
    argv: process.argv.slice(2),
    env: process.env,
    stdout,
    stderr,
    version,
    commit,
    compose,
    signals: listenForInterrupts(),
  });
  await Promise.all([stdout.drained(), stderr.drained()]);
  // Connections of the engine's SDK may still be open; everything that had to be ended was ended by now.
  process.exit(exitCode);
}

void main();
