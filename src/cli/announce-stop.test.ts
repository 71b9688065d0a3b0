import { expect, test } from "bun:test";
import type { DeployEvent } from "../model/event.ts";
import { announceStop } from "./announce-stop.ts";

test("each Ctrl+C is answered once, and none after the end", () => {
  const events: DeployEvent[] = [];
  const progress = { emit: (event: DeployEvent) => void events.push(event), close: async () => {} };
  const stop = new AbortController();
  const interrupt = new AbortController();
  const end = announceStop({ stop: stop.signal, interrupt: interrupt.signal }, progress);
  stop.abort();
  stop.abort();
  expect(events.map((event) => event.type)).toEqual(["stopping"]);
  end();
  interrupt.abort();
  expect(events).toHaveLength(1);
});
