import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { listing } from "./file-listing.ts";
import { RecordingEngine } from "./recording-engine.ts";
import { backendFolder, makeWorld, type World } from "./world.ts";

setDefaultTimeout(120_000);

/** The service of requirement document 000 as it is written there, beside a queue as document 004 has it. */
function documentWorld(): World {
  const world = makeWorld("document000", {
    DEPLOYER_ENVIRONMENT: undefined,
    DEPLOYER_VAR_VERSION: undefined,
    DEPLOYER_SIMULATE: undefined,
  });
  world.write(
    "stacks/user-platform/services/notification-service/components/queue/sqs.yaml",
    "apiVersion: components.deployer.io/v1\nkind: SQS\n\nmetadata:\n  name: queue\n  service: notification-service\n  stack: user-platform\n\nspec: {}\n",
  );
  return world;
}

interface Job {
  readonly world: () => World;
  readonly stack: string;
  /** Said with every command that reads the configuration, as the documents say it. */
  readonly flags: string;
  readonly components: readonly string[];
}

const service = "notification-service";
const components = [
  `foundation/cluster`,
  `foundation/network`,
  `${service}/api`,
  `${service}/database`,
  `${service}/queue`,
];

const jobs: Readonly<Record<string, Job>> = {
  "the service of document 000 with a queue": {
    world: documentWorld,
    stack: "user-platform",
    flags:
      "--stack user-platform --service notification-service --environment development --var VERSION=v1.0.0 --simulate",
    components,
  },
  "the example": {
    world: () => makeWorld("example"),
    stack: "notification-platform",
    flags: "--stack notification-platform --environment development --var VERSION=v1.0.0 --simulate",
    components,
  },
};

const recordFlags = (job: Job): string => `--stack ${job.stack} --environment development --simulate`;

describe.each(Object.entries(jobs))("%s", (_name, job) => {
  test("is validated, planned, deployed and looked at, and a second apply does nothing", async () => {
    using world = job.world();
    const engine = new RecordingEngine(world.root);
    const recorded = { DEPLOYER_PULUMI: engine.program };
    const { stdout: valid } = await world.expect(`validate ${job.flags}`);
    expect(valid).toContain(`${job.stack} in development is valid: 1 service, 3 components.`);

    const { stdout: plan } = await world.expect(`plan ${job.flags}`);
    expect(plan).toContain("Plan: 5 to create, 0 to update, 0 to replace, 0 to delete, 0 unchanged.");

    const { stdout: first } = await world.expect(`apply -y ${job.flags}`, 0, recorded);
    expect(first).toContain("✓ Deployment successful!");
    // One process per component, and one more that makes the stack's data key: nothing else.
    expect(engine.starts().filter((each) => each.startsWith("up"))).toHaveLength(components.length);
    for (const component of job.components) expect(first).toContain(`✓ ${component}`);

    const { stdout: status } = await world.expect(`status ${recordFlags(job)}`);
    expect(status).toContain("5 of 5 components healthy.");
    expect(status).toMatch(/✓ notification-service\/api +MicroService +2\/2 running +Healthy/);
    expect(status).toMatch(/✓ notification-service\/database +RDS +available +Healthy/);
    expect(status).toMatch(/✓ notification-service\/queue +SQS +active +Healthy/);

    const { stdout: outputs } = await world.expect(`outputs ${recordFlags(job)}`);
    expect(outputs).toMatch(/ endpoint += \S+\.us-east-1\.rds\.amazonaws\.com/);
    const { stdout: history } = await world.expect(`history ${recordFlags(job)}`);
    expect(history).toMatch(/^1 +apply +succeeded /m);
    const { stdout: list } = await world.expect(`list ${recordFlags(job)}`);
    for (const component of job.components) expect(list).toContain(component);
    const { stdout: show } = await world.expect(`show notification-service/api ${recordFlags(job)}`);
    expect(show).toContain("notification-service/api");

    await secondApply(world, job, engine);
  });
});

/** Changes nothing, starts no engine and leaves every byte of the records and of the account as it is. */
async function secondApply(world: World, job: Job, engine: RecordingEngine): Promise<void> {
  const before = listing(backendFolder(world));
  const account = await world.account();
  const starts = engine.starts();
  const { stdout } = await world.expect(`apply -y ${job.flags}`, 0, { DEPLOYER_PULUMI: engine.program });
  expect(stdout).toContain("No changes. 5 components are as recorded. No engine was started.");
  expect((await world.json(`apply -y ${job.flags}`, { DEPLOYER_PULUMI: "/nowhere/pulumi" })).result).toMatchObject({
    status: "NO_CHANGES",
  });
  expect(engine.starts()).toEqual(starts);
  expect(listing(backendFolder(world))).toEqual(before);
  expect(await world.account()).toEqual(account);
}

describe("graph", () => {
  test.each([
    ["graph.dot", /^digraph /],
    ["graph.mmd", /^(graph|flowchart) /],
    ["graph.json", /^\{/],
    ["graph.svg", /^(<\?xml|<svg)/],
  ])("is written as %s", async (file, beginning) => {
    using world = makeWorld("example");
    await world.expect(`graph --output ${file}`);
    const text = world.read(file);
    expect(text).toMatch(beginning);
    for (const component of components) expect(text).toContain(component);
    if (file.endsWith(".json")) expect(JSON.parse(text)).toEqual((await world.json("graph")).result);
  });

  test("is drawn as text", async () => {
    using world = makeWorld("example");
    const { stdout } = await world.expect("graph");
    expect(stdout).toContain("needs notification-service/database (dependsOn, valueFrom)");
    expect(stdout.match(/^Wave \d/gm)).toEqual(["Wave 1", "Wave 2", "Wave 3"]);
  });

  test("is refused in a format that nobody knows", async () => {
    using world = makeWorld("example");
    await world.expect("graph --output graph.png", 64);
  });
});

test("a deployment of document 004's service waits for nobody and can be repeated in another environment", async () => {
  using world = makeWorld("document004");
  await world.expect("apply -y --quiet");
  await world.expect("apply -y --quiet --environment staging");
  const environments = (await world.account()).filter((each) => each.includes("aws:rds/instance:Instance"));
  expect(environments).toHaveLength(2);
});
