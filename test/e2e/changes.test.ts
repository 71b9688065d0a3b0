import { describe, expect, setDefaultTimeout } from "bun:test";
import { changesOf, deploymentOf, outcomesOf, planOf, statesOf } from "./plan-result.ts";
import { RecordingEngine } from "./recording-engine.ts";
import { besides } from "./side-by-side.ts";
import { deployedWorld, makeWorld } from "./world.ts";

setDefaultTimeout(120_000);

const components = "stacks/notification-platform/services/notification-service/components";
const database = "notification-service/database";
const api = "notification-service/api";

describe("a change", () => {
  besides("of the image's tag updates the API and nothing else", async () => {
    using world = await deployedWorld();
    const plan = await world.json("plan --detailed-exitcode --var VERSION=v2.0.0");
    expect(plan.exitCode).toBe(2);
    expect(changesOf(plan)).toEqual([`${api} UPDATE`]);
    const [task, ...others] = planOf(plan)
      .components.flatMap((each) => each.resources)
      .filter((each) => each.type === "aws:ecs/taskDefinition:TaskDefinition");
    expect(others).toEqual([]);
    expect(task?.changes.map((each) => each.path)).toEqual(["containerDefinitions[0].image"]);

    const before = await revision(world);
    const engine = new RecordingEngine(world.root);
    const apply = await world.json("apply -y --var VERSION=v2.0.0", { DEPLOYER_PULUMI: engine.program });
    expect(apply.exitCode).toBe(0);
    expect(outcomesOf(apply)).toEqual([`${api} SUCCEEDED`]);
    // One preview and one update of the one component that changed.
    expect(
      engine
        .starts()
        .map((each) => each.split(" ")[0])
        .sort(),
    ).toEqual(["preview", "up"]);
    expect((await world.expect("status")).stdout).toMatch(/api +MicroService +2\/2 running +Healthy/);
    expect(await revision(world)).toBe(before + 1);
    expect(changesOf(await world.json("plan --var VERSION=v2.0.0"))).toEqual([]);
  });

  besides("of the database's class and version updates it in place", async () => {
    using world = await deployedWorld();
    world.edit("stacks/notification-platform/environments/development/database.yaml", "db.t4g.micro", "db.t4g.small");
    world.edit(`${components}/database/rds.yaml`, '"15.4"', '"15.5"');
    const plan = await world.json("plan");
    expect(changesOf(plan)).toEqual([`${database} UPDATE`]);
    expect(planOf(plan).dataLoss).toEqual([]);
    await world.expect("apply -y --quiet");
    expect(await instance(world)).toMatchObject({ instanceClass: "db.t4g.small", engineVersion: "15.5" });
  });

  besides("that replaces the database is refused until its loss is allowed", async () => {
    using world = await deployedWorld();
    world.edit(`${components}/database/rds.yaml`, "username: dbadmin", "username: owner");
    const plan = await world.json("plan");
    expect(planOf(plan).dataLoss).toEqual([database]);
    const replaced = planOf(plan).components.find((each) => each.address === database);
    expect(replaced?.action).toBe("REPLACE");
    expect(replaced?.resources.flatMap((each) => each.changes)).toContainEqual({
      path: "username",
      before: "dbadmin",
      after: "owner",
      forcesReplacement: true,
    });

    const account = await world.account();
    const refused = await world.json("apply -y");
    expect(refused).toMatchObject({ exitCode: 6, diagnostics: [{ code: "DATA_LOSS_NOT_ALLOWED" }] });
    expect(refused.diagnostics[0]?.hint).toContain(`--allow-data-loss ${database}`);
    expect(await world.account()).toEqual(account);

    await world.expect(`apply -y --quiet --allow-data-loss ${database}`);
    expect(await instance(world)).toMatchObject({ username: "owner" });
    expect(statesOf(await world.json("status")).filter((each) => !each.endsWith("SUCCEEDED HEALTHY"))).toEqual([]);
  });

  besides("of an environment variable's name reaches the container", async () => {
    using world = await deployedWorld();
    world.edit(`${components}/api/microservice.yaml`, "- name: QUEUE_URL", "- name: MAIL_QUEUE_URL");
    const plan = await world.json("plan");
    expect(changesOf(plan)).toEqual([`${api} UPDATE`]);
    await world.expect("apply -y --quiet");
    const tasks = (await world.account()).filter((each) => each.includes("aws:ecs/taskDefinition:TaskDefinition"));
    expect(tasks.some((each) => each.includes("MAIL_QUEUE_URL"))).toBe(true);
  });

  besides("of a file of the application's configuration updates the API", async () => {
    using world = await deployedWorld();
    world.edit(`${components}/api/configs/app.yaml`, "retries: 3", "retries: 4");
    expect(changesOf(await world.json("plan"))).toEqual([`${api} UPDATE`]);
  });

  besides("of nothing but words is no change", async () => {
    using world = await deployedWorld();
    world.edit(`${components}/queue/sqs.yaml`, "spec: {}", "# said in other words\nspec:\n  {}");
    expect((await world.json("plan --detailed-exitcode")).exitCode).toBe(0);
  });
});

describe("a component that is taken out of the configuration", () => {
  besides("is deleted, with everything that it had made", async () => {
    using world = await deployedWorld();
    world.edit(`${components}/api/microservice.yaml`, /* QUEUE_URL refers to it */ queueReference, "");
    world.remove(`${components}/queue`);
    const plan = await world.json("plan");
    expect(changesOf(plan)).toEqual([`${api} UPDATE`, "notification-service/queue DELETE"]);
    await world.expect("apply -y --quiet");
    expect((await world.account()).filter((each) => each.includes("aws:sqs/"))).toEqual([]);
    expect((await world.expect("list")).stdout).not.toContain("notification-service/queue");
  });

  besides("and holds data is refused until its loss is allowed", async () => {
    using world = await deployedWorld();
    world.remove(`${components}/api`);
    world.remove("stacks/notification-platform/environments/development");
    world.remove("stacks/notification-platform/environments/production");
    world.remove(`${components}/database`);
    const refused = await world.json("apply -y");
    expect(refused).toMatchObject({ exitCode: 6, diagnostics: [{ code: "DATA_LOSS_NOT_ALLOWED" }] });
    expect(await instance(world)).toBeDefined();
    await world.expect(`apply -y --quiet --allow-data-loss ${database}`);
    expect(await instance(world)).toBeUndefined();
    expect((await world.expect("status")).stdout).not.toContain("notification-service/database");
  });
});

describe("a run that is narrowed", () => {
  besides("to a component needs what that stands on, and does no more", async () => {
    using world = makeWorld("queues");
    const alone = await world.json("apply -y --component cart/second");
    expect(alone).toMatchObject({ exitCode: 3, diagnostics: [{ code: "DEPENDENCY_NOT_DEPLOYED" }] });
    expect(alone.diagnostics[0]?.detail).toContain("cart/first");
    await world.expect("apply -y --quiet --component cart/first --component cart/second");
    const { stdout } = await world.expect("list");
    expect(stdout).toContain("cart/second");
    expect(stdout).not.toContain("cart/third");
    await world.expect("apply -y --quiet");
    expect((await world.expect("list")).stdout).toContain("cart/third");
  });

  besides("leaves the changes of others alone", async () => {
    using world = await deployedWorld();
    world.edit(`${components}/queue/sqs.yaml`, "spec: {}", "spec:\n  visibilityTimeoutSeconds: 77");
    const all = await world.json("plan --var VERSION=v2.0.0");
    expect(changesOf(all)).toEqual([`${api} UPDATE`, "notification-service/queue UPDATE"]);
    const one = await world.json("apply -y --var VERSION=v2.0.0 --component notification-service/queue");
    expect(outcomesOf(one)).toEqual(["notification-service/queue SUCCEEDED"]);
    const rest = await world.json("apply -y --var VERSION=v2.0.0 --service notification-service");
    expect(outcomesOf(rest)).toEqual([`${api} SUCCEEDED`]);
    expect(deploymentOf(rest).deployment).toBe(3);
  });

  besides("to something that does not exist is refused with what does", async () => {
    using world = makeWorld();
    const wrong = await world.json("plan --component notification-service/databse");
    expect(wrong.exitCode).toBe(3);
    expect(wrong.diagnostics[0]?.hint).toContain("notification-service/database");
  });
});

const queueReference = `    - name: QUEUE_URL
      valueFrom:
        component: notification-service/queue
        output: url
`;

type Looked = Awaited<ReturnType<typeof deployedWorld>>;

async function instance(world: Looked): Promise<Record<string, unknown> | undefined> {
  const { resources } = (await world.json("simulator list")).result as {
    resources: { type: string; properties: Record<string, unknown> }[];
  };
  return resources.find((each) => each.type === "aws:rds/instance:Instance")?.properties;
}

/** Number of the task definition that the service runs. */
async function revision(world: Looked): Promise<number> {
  const { outputs } = (await world.json("outputs")).result as { outputs: Record<string, Record<string, string>> };
  return Number(outputs[api]?.taskDefinitionArn?.split(":").at(-1));
}
