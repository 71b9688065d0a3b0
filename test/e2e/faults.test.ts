import { describe, expect, setDefaultTimeout } from "bun:test";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listing } from "./file-listing.ts";
import { deploymentOf, outcomesOf, planOf, statesOf } from "./plan-result.ts";
import { besides } from "./side-by-side.ts";
import { killEngines } from "./sudden-death.ts";
import { deployedWorld, makeWorld } from "./world.ts";

setDefaultTimeout(120_000);

const database = "notification-service/database";
const api = "notification-service/api";

describe("a resource that cannot be made in the second wave", () => {
  besides(
    "fails the deployment, keeps the first wave, starts no third, and the next apply goes on from there",
    async () => {
      using world = makeWorld();
      const message = "DB instance quota exceeded";
      await world.expect([
        "simulator",
        "fail",
        "--type",
        "aws:rds/instance:Instance",
        "--operation",
        "create",
        "--times",
        "1",
        "--message",
        message,
      ]);
      const { exitCode, stdout, stderr } = await world.run("apply -y");
      expect(exitCode).toBe(1);
      expect(`${stdout}${stderr}`).toContain(message);
      expect(`${stdout}${stderr}`).not.toMatch(/\n\s+at .*[:(]\d+/);
      expect(`${stdout}${stderr}`).not.toMatch(/<\{%|grpc|rpc error/i);

      const status = await world.json("status");
      expect(status.exitCode).toBe(1);
      expect(statesOf(status)).toEqual([
        "foundation/cluster SUCCEEDED HEALTHY",
        "foundation/network SUCCEEDED HEALTHY",
        `${database} FAILED UNHEALTHY`,
        "notification-service/queue SUCCEEDED HEALTHY",
      ]);
      expect((await world.expect("history")).stdout).toMatch(/^1 +apply +failed /m);

      const next = await world.json("apply -y");
      expect(next.exitCode).toBe(0);
      expect(outcomesOf(next)).toEqual([`${api} SUCCEEDED`, `${database} SUCCEEDED`]);
      expect((await world.expect("status")).stdout).toContain("5 of 5 components healthy.");
    },
  );

  besides("is told in one readable paragraph", async () => {
    using world = makeWorld();
    await world.expect("simulator fail --type aws:rds/instance:Instance --operation create");
    const apply = await world.json("apply -y");
    expect(apply).toMatchObject({ exitCode: 1, result: { status: "FAILED" } });
    expect(outcomesOf(apply)).toContain(`${database} FAILED`);
    expect(outcomesOf(apply)).toContain(`${api} SKIPPED`);
    const [diagnostic, ...others] = apply.diagnostics.filter((each) => each.severity === "error");
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({ code: "ENGINE_FAILED", address: database });
    expect(diagnostic?.detail).not.toContain("\n");
    expect(diagnostic?.detail.length).toBeLessThan(500);
    // A fault without a limit strikes again until the account is reset, and the state stays truthful.
    expect((await world.json("apply -y")).exitCode).toBe(1);
    expect((await world.json("status")).exitCode).toBe(1);
  });
});

describe("a service that AWS rolls back by itself", () => {
  besides("is a failure although the engine succeeded, and is mended by the next apply", async () => {
    using world = await deployedWorld();
    await world.expect(`simulator fail --component ${api} --operation health --times 1`);
    const apply = await world.json("apply -y --var VERSION=v2.0.0");
    expect(apply.exitCode).toBe(1);
    expect(outcomesOf(apply)).toEqual([`${api} FAILED`]);
    const failed = deploymentOf(apply).components.find((each) => each.address === api);
    expect(failed?.health).toBe("UNHEALTHY");
    expect(failed?.error).toMatch(/circuit breaker|rolled back/i);
    expect(failed?.error).toMatch(/\(service |tasks? failed|health check/i);
    expect(apply.diagnostics).toMatchObject([{ severity: "error", code: "COMPONENT_UNHEALTHY", address: api }]);
    const status = await world.json("status");
    expect(status.exitCode).toBe(1);
    expect(statesOf(status)).toContain(`${api} FAILED UNHEALTHY`);

    // The engine's checkpoint says that the new revision runs; only AWS knows better.
    const [planned] = planOf(await world.json("plan --var VERSION=v2.0.0")).components.filter(
      (each) => each.address === api,
    );
    expect(planned?.resources.map((each) => `${each.type} ${each.action}`)).toContain("aws:ecs/service:Service UPDATE");
    const mended = await world.json("apply -y --var VERSION=v2.0.0");
    expect(mended.exitCode).toBe(0);
    expect(outcomesOf(mended)).toEqual([`${api} SUCCEEDED`]);
    expect(statesOf(await world.json("status"))).toContain(`${api} SUCCEEDED HEALTHY`);
  });
});

describe("a delete that fails", () => {
  besides("leaves what is still there in the record, and destroy can be repeated", async () => {
    using world = await deployedWorld("queues");
    await world.expect("simulator fail --component cart/second --operation delete --times 1");
    const first = await world.json("destroy -y");
    expect(first.exitCode).toBe(1);
    expect(outcomesOf(first)).toEqual(["cart/first SKIPPED", "cart/second FAILED", "cart/third SUCCEEDED"]);
    expect(statesOf(await world.json("status"))).toHaveLength(2);
    expect((await world.json("destroy -y")).exitCode).toBe(0);
    expect(await world.account()).toEqual([]);
  });
});

describe("an engine", () => {
  besides("that is ended from outside fails its component in plain words, and nothing is made twice", async () => {
    if (process.platform !== "linux") return;
    using undisturbed = await deployedWorld();
    using world = makeWorld();
    await world.expect("simulator latency --default --seconds 0.3");
    const running = world.start("apply -y --verbose");
    await running.says(/create aws:ec2\/vpc:Vpc vpc finished/);
    await Bun.sleep(150);
    expect(killEngines(world)).toBeGreaterThan(0);
    const { exitCode, stdout } = await running.finished;
    expect(exitCode).toBe(1);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("The engine was ended from outside before it was done");
    expect(statesOf(await world.json("status"))).toContain("foundation/network FAILED UNHEALTHY");
    expect((await world.json("apply -y")).exitCode).toBe(0);
    expect(await world.account()).toEqual(await undisturbed.account());
  });

  besides("that is missing is named with the command that installs it, and nothing is written", async () => {
    using world = makeWorld();
    const before = listing(world.repository);
    for (const command of ["plan", "apply -y"]) {
      const { exitCode, stderr } = await world.run(command, { DEPLOYER_PULUMI: undefined });
      expect(exitCode).toBe(1);
      expect(stderr).toContain("error[ENGINE_MISSING]");
      expect(stderr).toContain("deployer engine install");
    }
    expect(listing(world.repository)).toEqual(before);
  });

  besides(
    "of another version is named with the command that installs the right one, and nothing is written",
    async () => {
      using world = makeWorld();
      const before = listing(world.repository);
      const program = join(world.root, "old/pulumi");
      mkdirSync(dirname(program), { recursive: true });
      writeFileSync(program, "#!/bin/sh\necho v3.1.0\n");
      chmodSync(program, 0o755);
      for (const command of ["plan", "apply -y"]) {
        const { exitCode, stderr } = await world.run(command, { DEPLOYER_PULUMI: program });
        expect(exitCode).toBe(1);
        expect(stderr).toContain("error[ENGINE_VERSION]");
        expect(stderr).toContain("3.1.0");
        expect(stderr).toContain("deployer engine install");
      }
      expect(listing(world.repository)).toEqual(before);
    },
  );
});
