import type { Progress } from "../ports/progress.ts";
import type { Signals } from "./command-context.ts";

/** Answers Ctrl+C at once: what it does takes a while to be seen. Returns how to stop listening. */
export function announceStop(signals: Signals, progress: Progress): () => void {
  const listening = new AbortController();
  const say = (signal: AbortSignal, detail: string): void =>
    signal.addEventListener("abort", () => progress.emit({ type: "stopping", detail }), {
      once: true,
      signal: listening.signal,
    });
  say(signals.stop, "Stopping: what runs is finished and recorded. Ctrl+C again interrupts it.");
  say(signals.interrupt, "Interrupting the engines.");
  return () => listening.abort();
}
