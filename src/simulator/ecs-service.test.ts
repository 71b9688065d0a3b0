import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { AccountUnderTest, type Made, region } from "./testing/account-under-test.ts";

const health = { component: "orders/api", type: undefined, operation: "health", times: 1, message: undefined } as const;

let account: AccountUnderTest;
beforeEach(() => {
  account = new AccountUnderTest();
});
afterEach(() => account.remove());

async function definition(image: string): Promise<Made> {
  return account.create("aws:ecs/taskDefinition:TaskDefinition", "task", {
    family: "api",
    containerDefinitions: JSON.stringify([{ name: "api", image }]),
  });
}

const arnOf = (made: Made): string => String(made.properties.arn);

async function service(taskDefinition: Made, more = {}) {
  const cluster = await account.create("aws:ecs/cluster:Cluster", "cluster", { name: "main" });
  const inputs = {
    name: "api",
    cluster: arnOf(cluster),
    desiredCount: 2,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    ...more,
  };
  const made = await account.create("aws:ecs/service:Service", "service", {
    ...inputs,
    taskDefinition: arnOf(taskDefinition),
  });
  const ask = async () => {
    const answer = await account.cloud.ask("ecs:service", { clusterArn: arnOf(cluster), serviceName: "api" }, region);
    if (!answer) throw new Error("no such service");
    return answer;
  };
  const deploy = (next: Made) => made.update({ ...inputs, taskDefinition: arnOf(next) });
  return { cluster, made, ask, deploy };
}

describe("an ECS service", () => {
  test("takes its time to roll out, though the call returned at once", async () => {
    await account.byHand.latency({ target: { type: "Service" }, seconds: 60 });
    const { ask } = await service(await definition("api:1"));
    expect(account.clock.slept).toEqual([]);
    expect((await ask()).deployments).toMatchObject([
      { status: "PRIMARY", rolloutState: "IN_PROGRESS", runningCount: 0 },
    ]);
    account.clock.advance(60_000);
    const done = await ask();
    expect(done).toMatchObject({
      runningCount: 2,
      pendingCount: 0,
      deployments: [{ rolloutState: "COMPLETED", failedTasks: 0 }],
    });
    expect(done.events[0]?.message).toBe("(service api) has reached a steady state.");
  });

  test("goes back by itself when new tasks fail, though the update reported success", async () => {
    const [one, two] = [await definition("api:1"), await definition("api:2")];
    expect([arnOf(one), arnOf(two)].map((arn) => arn.split(":").pop())).toEqual(["1", "2"]);
    const { made, ask, deploy } = await service(one);
    await account.byHand.fail(health);
    const updated = await deploy(two);
    const answer = await ask();
    expect(answer.deployments).toMatchObject([
      { status: "PRIMARY", taskDefinition: arnOf(one), rolloutState: "COMPLETED", runningCount: 2 },
      {
        taskDefinition: arnOf(two),
        rolloutState: "FAILED",
        rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
        failedTasks: 3,
      },
    ]);
    expect(answer.events.map((each) => each.message).join("\n")).toContain("deployment failed: tasks failed to start.");
    expect((await updated.read())?.properties.taskDefinition).toBe(arnOf(one));
    expect((await updated.read())?.inputs.taskDefinition).toBe(arnOf(one));
    // The fault struck once: the same deployment again succeeds.
    await deploy(two);
    expect((await ask()).deployments).toMatchObject([{ taskDefinition: arnOf(two), rolloutState: "COMPLETED" }]);
    expect((await made.read())?.properties.taskDefinition).toBe(arnOf(two));
  });

  test("stays failed where there is nothing to go back to", async () => {
    await account.byHand.fail({ ...health, message: "CannotPullContainerError: pull image manifest has been retried" });
    const { ask } = await service(await definition("api:1"));
    expect(await ask()).toMatchObject({
      runningCount: 0,
      deployments: [
        {
          status: "PRIMARY",
          rolloutState: "FAILED",
          rolloutStateReason: expect.stringContaining("CannotPullContainerError"),
        },
      ],
    });
  });

  test("without a circuit breaker tries for ever", async () => {
    await account.byHand.fail(health);
    const { ask } = await service(await definition("api:1"), {
      deploymentCircuitBreaker: { enable: false, rollback: false },
    });
    account.clock.advance(3_600_000);
    const answer = await ask();
    expect(answer.deployments).toMatchObject([{ rolloutState: "IN_PROGRESS", failedTasks: 3 }]);
    expect(answer.events[0]?.message).toContain("is unable to consistently start tasks successfully");
  });

  test("that is waited for fails with its deployment", async () => {
    await account.byHand.fail(health);
    await expect(service(await definition("api:1"), { waitForSteadyState: true })).rejects.toThrow(
      "unexpected state 'FAILED'",
    );
    expect(await account.byHand.list()).toHaveLength(3);
  });

  test("loses running tasks to a fault that comes later", async () => {
    const { ask } = await service(await definition("api:1"));
    account.clock.advance(1000);
    await account.byHand.fail({ ...health, times: undefined });
    expect(await ask()).toMatchObject({ desiredCount: 2, runningCount: 0, pendingCount: 2 });
    expect(await ask()).toMatchObject({ runningCount: 0 });
  });

  test("keeps its cluster from being deleted", async () => {
    const { cluster, made } = await service(await definition("api:1"));
    await expect(cluster.delete()).rejects.toThrow("ClusterContainsServicesException");
    await made.delete();
    await cluster.delete();
  });

  test("is not made from what Fargate or the load balancer cannot run", async () => {
    const register = (more: object) =>
      account.create("aws:ecs/taskDefinition:TaskDefinition", "task", {
        family: "f",
        containerDefinitions: '[{"name":"a","image":"b"}]',
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        ...more,
      });
    await expect(register({ cpu: "256", memory: "4096" })).rejects.toThrow(
      "No Fargate configuration exists for given values: 256 CPU, 4096 memory",
    );
    await expect(register({ networkMode: "bridge", cpu: "256", memory: "512" })).rejects.toThrow(
      "Fargate only supports network mode",
    );
    await expect(register({ cpu: "256", memory: "512", containerDefinitions: "[{" })).rejects.toThrow(
      "ClientException",
    );
    const { vpc } = await account.network();
    const group = await account.create("aws:lb/targetGroup:TargetGroup", "tg", {
      name: "tg",
      port: 80,
      protocol: "HTTP",
      vpcId: vpc.id,
      targetType: "ip",
    });
    const loadBalancers = [{ targetGroupArn: arnOf(group), containerName: "api", containerPort: 80 }];
    await expect(service(await definition("api:1"), { loadBalancers })).rejects.toThrow(
      "does not have an associated load balancer",
    );
  });

  test("answers for its targets", async () => {
    const { a, b, vpc } = await account.network();
    const group = await account.create("aws:lb/targetGroup:TargetGroup", "tg", {
      name: "tg",
      port: 80,
      protocol: "HTTP",
      vpcId: vpc.id,
      targetType: "ip",
    });
    const balancer = await account.create("aws:lb/loadBalancer:LoadBalancer", "lb", {
      name: "lb",
      subnets: [a.id, b.id],
    });
    await account.create("aws:lb/listener:Listener", "http", {
      loadBalancerArn: balancer.id,
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "forward", targetGroupArn: group.id }],
    });
    await service(await definition("api:1"), {
      loadBalancers: [{ targetGroupArn: arnOf(group), containerName: "api", containerPort: 80 }],
    });
    const ask = async () =>
      (await account.cloud.ask("elbv2:target-health", { targetGroupArn: arnOf(group) }, region))?.targets;
    expect(await ask()).toMatchObject([{ state: "healthy" }, { state: "healthy" }]);
    account.clock.advance(1000);
    await account.byHand.fail({ ...health, component: undefined, type: "TargetGroup", times: undefined });
    expect(await ask()).toMatchObject([
      { state: "unhealthy", reason: "Target.FailedHealthChecks" },
      { state: "unhealthy" },
    ]);
    expect(await account.cloud.ask("elbv2:target-health", { targetGroupArn: "arn:none" }, region)).toBeUndefined();
  });
});
