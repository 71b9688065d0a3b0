import { describe, expect, setDefaultTimeout } from "bun:test";
import { readEnvelope } from "./envelope.ts";
import { outcomesOf, statesOf } from "./plan-result.ts";
import { besides } from "./side-by-side.ts";
import { killAlone, locksLeft } from "./sudden-death.ts";
import { deployedWorld, makeWorld, type Running, type World } from "./world.ts";

setDefaultTimeout(120_000);

/** A first deployment that takes long enough for others to meet it. */
async function slowWorld(): Promise<World> {
  const world = makeWorld();
  await world.expect("simulator latency --default --seconds 0.3");
  return world;
}

/** Ctrl+C at a terminal reaches every process of the foreground group. */
const interrupt = ({ child }: Running): void => {
  if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
};

describe("two applies at the same time", () => {
  besides("one waits, says for whom, and then finds nothing to do", async () => {
    using world = await slowWorld();
    const first = world.start("apply -y");
    await first.says(/Deployment 1 started/);
    const second = await world.run("apply -y");
    expect(second.stderr).toMatch(
      /⚠ Stack is locked\n {2}Locked by: \S+ on \S+\n {2}Since: .+ ago\n {2}Command: deployer apply -y\n\nWaiting for lock\.\.\. \(Ctrl\+C to cancel\)\n✓ Lock acquired/,
    );
    expect((await first.finished).exitCode).toBe(0);
    expect(second.stdout).toContain("No changes");
    expect(second.exitCode).toBe(0);
    expect((await world.expect("history")).stdout).not.toMatch(/^2 /m);
    expect((await world.json("status")).exitCode).toBe(0);
    expect(await locksLeft(world)).toEqual([]);
  });

  besides("one goes on with what the other has not done", async () => {
    using world = await deployedWorld("queues");
    await world.expect("simulator latency --default --seconds 0.3");
    const sqs = (name: string) => `stacks/shop/services/cart/components/${name}/sqs.yaml`;
    world.edit(sqs("first"), "spec: {}", "spec:\n  visibilityTimeoutSeconds: 40");
    const first = world.start("apply -y");
    await first.says(/Deployment 2 started/);
    world.edit(sqs("third"), "spec:", "spec:\n  visibilityTimeoutSeconds: 41");
    const second = await world.json("apply -y");
    expect((await first.finished).exitCode).toBe(0);
    expect(second).toMatchObject({ exitCode: 0, result: { status: "SUCCEEDED", deployment: 3 } });
    expect(outcomesOf(second)).toEqual(["cart/third SUCCEEDED"]);
  });

  besides("one fails at once with the holder's name where it may not wait", async () => {
    using world = await slowWorld();
    const first = world.start("apply -y");
    await first.says(/Deployment 1 started/);
    const second = await world.json("apply -y --lock-timeout 0");
    expect(second).toMatchObject({ exitCode: 5, result: null, diagnostics: [{ code: "LOCK_HELD" }] });
    expect(second.diagnostics[0]?.detail).toContain("deployer apply -y");
    expect(second.diagnostics[0]?.detail).toMatch(/ on \S+/);
    expect((await first.finished).exitCode).toBe(0);
  });

  besides("one gives up waiting when it is interrupted, and has changed nothing", async () => {
    using world = await slowWorld();
    const first = world.start("apply -y");
    await first.says(/Deployment 1 started/);
    const second = world.start("apply -y");
    await second.says(/Waiting for lock/);
    interrupt(second);
    expect((await second.finished).exitCode).toBe(5);
    expect((await first.finished).exitCode).toBe(0);
    expect((await world.expect("status")).stdout).toContain("5 of 5 components healthy.");
  });

  besides("one takes over from another that died, and leaves nothing behind", async () => {
    using undisturbed = await deployedWorld();
    using world = await slowWorld();
    const first = world.start("apply -y");
    await first.says(/Deployment 1 started/);
    const second = world.start("apply -y");
    await second.says(/Waiting for lock/);
    await killAlone(first);
    const { exitCode, stderr } = await second.finished;
    expect(stderr).toMatch(/Took over the lock of \S+ on \S+/);
    expect(exitCode).toBe(0);
    expect(await world.account()).toEqual(await undisturbed.account());
    expect(await locksLeft(world)).toEqual([]);
  });

  besides("looking is possible meanwhile, and tells the truth", async () => {
    using world = await slowWorld();
    const first = world.start("apply -y");
    await first.says(/Wave 2: /);
    const status = await world.json("status");
    expect(statesOf(status)).toContain("foundation/network SUCCEEDED HEALTHY");
    expect(statesOf(status).filter((each) => each.startsWith("notification-service/api SUCCEEDED"))).toEqual([]);
    expect((await first.finished).exitCode).toBe(0);
  });
});

describe("Ctrl+C", () => {
  besides("once lets running components finish, and the next apply completes the rest", async () => {
    using undisturbed = await deployedWorld();
    using world = await slowWorld();
    const running = world.start("apply -y");
    await running.says(/notification-service\/database: creating/);
    interrupt(running);
    const { exitCode, stdout, stderr } = await running.finished;
    expect(exitCode).toBe(8);
    expect(`${stdout}${stderr}`).toContain("✓ notification-service/database created");
    expect(`${stdout}${stderr}`).not.toContain("notification-service/api: creating");
    expect(`${stdout}${stderr}`).toMatch(/interrupt/i);
    expect(await locksLeft(world)).toEqual([]);
    expect((await world.expect("history")).stdout).toMatch(/^1 +apply +interrupted /m);
    expect(statesOf(await world.json("status"))).toContain("notification-service/database SUCCEEDED HEALTHY");

    const next = await world.json("apply -y");
    expect(next.exitCode).toBe(0);
    expect(outcomesOf(next)).toEqual(["notification-service/api SUCCEEDED"]);
    expect(await world.account()).toEqual(await undisturbed.account());
  });

  besides("is told in the document of --json too", async () => {
    using world = makeWorld("queues");
    await world.expect("simulator latency --default --seconds 0.5");
    const running = world.start("apply -y --json");
    await running.says(/cart\/first: creating/);
    interrupt(running);
    const { exitCode, stdout, stderr } = await running.finished;
    expect(readEnvelope(stdout, exitCode, stderr)).toMatchObject({
      exitCode: 8,
      result: { status: "INTERRUPTED" },
      diagnostics: [
        { severity: "error", code: "INTERRUPTED", detail: expect.stringContaining("cart/second, cart/third") },
      ],
    });
  });

  besides("twice interrupts the engines too, and the next apply completes everything", async () => {
    using undisturbed = await deployedWorld();
    using world = await slowWorld();
    const running = world.start("apply -y");
    await running.says(/foundation\/network: creating/);
    await Bun.sleep(700);
    interrupt(running);
    await Bun.sleep(200);
    interrupt(running);
    const { exitCode, stderr } = await running.finished;
    expect(exitCode).toBe(8);
    expect(stderr).not.toContain("bug in Deployer");
    expect(await locksLeft(world)).toEqual([]);
    expect((await world.json("apply -y")).exitCode).toBe(0);
    expect(await world.account()).toEqual(await undisturbed.account());
  });
});

describe("destroy", () => {
  besides("empties the account, twice in a row, and the numbers go on", async () => {
    using world = makeWorld();
    const destroy = "destroy -y --allow-data-loss notification-service/database";
    for (const round of [1, 2]) {
      expect(await world.json("apply -y")).toMatchObject({ exitCode: 0, result: { deployment: 2 * round - 1 } });
      expect((await world.account()).length).toBeGreaterThan(40);
      expect((await world.json("destroy -y")).diagnostics).toMatchObject([{ code: "DATA_LOSS_NOT_ALLOWED" }]);
      expect(await world.json(destroy)).toMatchObject({ exitCode: 0, result: { deployment: 2 * round } });
      expect(await world.account()).toEqual([]);
      expect(statesOf(await world.json("status"))).toEqual([]);
    }
    const { stdout } = await world.expect("history");
    expect(stdout.match(/^\d+ +(apply|destroy) +succeeded/gm)?.map((line) => line.split(/ +/)[0])).toEqual([
      "4",
      "3",
      "2",
      "1",
    ]);
    // The engine's backend keeps no component either: what is gone is gone everywhere.
    expect(await world.json(destroy)).toMatchObject({ exitCode: 0, result: { status: "NO_CHANGES" } });
  });

  besides("can be narrowed, but not to what others still need", async () => {
    using world = await deployedWorld("queues");
    expect(await world.json("destroy -y --component cart/first")).toMatchObject({
      exitCode: 3,
      diagnostics: [{ code: "DEPENDENTS_REMAIN" }],
    });
    await world.expect("destroy -y --quiet --component cart/third");
    expect(statesOf(await world.json("status"))).toHaveLength(2);
    await world.expect("apply -y --quiet");
    expect(statesOf(await world.json("status"))).toHaveLength(3);
  });

  besides("needs no configuration but the stack's own document", async () => {
    using world = await deployedWorld("queues");
    world.remove("stacks/shop/services");
    await world.expect("destroy -y --quiet --stack shop");
    expect(await world.account()).toEqual([]);
  });

  besides("of what was never deployed says so", async () => {
    using world = makeWorld();
    expect(await world.json("destroy -y")).toMatchObject({ exitCode: 1, diagnostics: [{ code: "STATE_EMPTY" }] });
  });
});
