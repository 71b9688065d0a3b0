import { test } from "bun:test";
import { EngineSlots } from "../../src/adapters/pulumi/engine-slots.ts";

/** Most of a deployment's time is waiting, so that a few fit beside one another on two cores. */
const slots = new EngineSlots(3);

/** A test in a world of its own, which runs beside others of its file. */
export const besides = (name: string, run: () => Promise<void>): void => test.concurrent(name, () => slots.run(run));
