import { beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { Random } from "../fakes/random.ts";
import { journalsLeft, killAlone, killEverything, locksLeft } from "./sudden-death.ts";
import { deployedWorld, makeWorld, type World } from "./world.ts";

setDefaultTimeout(120_000);

const kills = Number(process.env.DEPLOYER_E2E_KILLS ?? 6);
const seed = Number(process.env.DEPLOYER_E2E_SEED ?? Date.now() % 1_000_000);
const isLinux = process.platform === "linux";

const allowed = "--allow-data-loss notification-service/database";

/** What is under way when it dies, and what the account holds after it once was not disturbed. */
interface Work {
  readonly command: string;
  readonly world: () => Promise<World>;
  readonly undisturbed: () => Promise<readonly string[]>;
}

const reference = new Map<string, readonly string[]>();
const known =
  (name: string): (() => Promise<readonly string[]>) =>
  async () =>
    reference.get(name) ?? [];

const works: Readonly<Record<string, Work>> = {
  "a first apply": { command: "apply -y", world: async () => makeWorld(), undisturbed: known("v1") },
  "an update": {
    command: "apply -y --var VERSION=v2.0.0",
    world: async () => {
      const world = await deployedWorld();
      changeMuch(world);
      return world;
    },
    undisturbed: known("v2"),
  },
  "a destroy": { command: `destroy -y ${allowed}`, world: () => deployedWorld(), undisturbed: known("nothing") },
};

/** Touches every component but the foundation. */
function changeMuch(world: World): void {
  const components = "stacks/notification-platform/services/notification-service/components";
  world.edit(`${components}/queue/sqs.yaml`, "spec: {}", "spec:\n  fifo: true");
  world.edit("stacks/notification-platform/environments/development/database.yaml", "db.t4g.micro", "db.t4g.small");
}

interface Death {
  readonly work: keyof typeof works;
  /** Fraction of the undisturbed run's time after which it dies. */
  readonly moment: number;
  readonly everything: boolean;
  readonly slow: boolean;
  /** Dies a second time while it goes on. */
  readonly twice: boolean;
  readonly afterwards: "the same again" | "destroy";
}

function drawDeath(random: Random, number: number): Death {
  const names = ["a first apply", "an update", "a first apply", "a destroy"];
  return {
    work: names[number % names.length] ?? "a first apply",
    moment: random.next(),
    everything: isLinux && random.chance(0.5),
    slow: random.chance(0.5),
    twice: random.chance(0.25),
    afterwards: random.chance(0.3) ? "destroy" : "the same again",
  };
}

/** How long the work takes undisturbed, which says when it may die; measured once for each kind of it. */
const durations = new Map<string, number>();

async function prepare(death: Death, work: Work): Promise<World> {
  const world = await work.world();
  if (death.slow) await world.expect("simulator latency --default --seconds 0.1");
  return world;
}

async function durationOf(death: Death, work: Work): Promise<number> {
  const name = `${death.work} ${death.slow}`;
  const measured = durations.get(name);
  if (measured !== undefined) return measured;
  using world = await prepare(death, work);
  const started = performance.now();
  await world.expect(work.command);
  const duration = performance.now() - started;
  durations.set(name, duration);
  return duration;
}

async function die(world: World, command: string, afterMs: number, everything: boolean): Promise<void> {
  const running = world.start(command);
  await Promise.race([Bun.sleep(afterMs), running.finished]);
  await (everything ? killEverything(world, running) : killAlone(running));
}

beforeAll(async () => {
  using first = await deployedWorld();
  reference.set("v1", await first.account());
  changeMuch(first);
  await first.expect("apply -y --quiet --var VERSION=v2.0.0");
  reference.set("v2", await first.account());
  reference.set("nothing", []);
});

describe(`sudden death, seed ${seed}`, () => {
  const random = new Random(seed);
  for (let number = 0; number < kills; number++) {
    const death = drawDeath(random, number);
    const again = random.next();
    test(`${number + 1}: ${JSON.stringify(death)}`, async () => {
      const work = works[death.work];
      if (!work) throw new Error(`no work ${death.work}`);
      const durationMs = await durationOf(death, work);
      using world = await prepare(death, work);
      await die(world, work.command, death.moment * durationMs, death.everything);
      if (death.twice) await die(world, work.command, again * durationMs, death.everything);
      const { exitCode } = await world.run("status");
      expect(exitCode).toBeLessThanOrEqual(1);

      const last = await world.run(death.afterwards === "destroy" ? `destroy -y ${allowed}` : work.command);
      const nothingToDestroy = /\[STATE_EMPTY\]/.test(last.stderr);
      if (!nothingToDestroy && last.exitCode !== 0) throw new Error(`exit ${last.exitCode}\n${world.printed}`);
      expect(await world.account()).toEqual(death.afterwards === "destroy" ? [] : [...(await work.undisturbed())]);
      expect(await locksLeft(world)).toEqual([]);
      expect(journalsLeft(world)).toEqual([]);
      expect((await world.json("plan --detailed-exitcode --var VERSION=v2.0.0")).exitCode).toBeLessThanOrEqual(2);
      if (death.work !== "a destroy" && death.afterwards !== "destroy") {
        expect((await world.expect("status")).stdout).toContain("5 of 5 components healthy.");
        expect((await world.json(work.command)).result).toMatchObject({ status: "NO_CHANGES" });
      }
    });
  }
});
