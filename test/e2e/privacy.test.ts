import { describe, expect, setDefaultTimeout } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, filesHolding } from "./file-listing.ts";
import { besides } from "./side-by-side.ts";
import { accountFolder, makeWorld, type World } from "./world.ts";

setDefaultTimeout(120_000);

const database = "notification-service/database";

/** The value that the simulated Secrets Manager made up for the database's password, and the one file that keeps it. */
function password(world: World): { readonly value: string; readonly file: string } {
  const folder = join(accountFolder(world), "secrets/us-east-1");
  const [name, ...others] = readdirSync(folder);
  if (name === undefined || others.length > 0) throw new Error(`not one secret: ${name}, ${others}`);
  const { value } = JSON.parse(readFileSync(join(folder, name), "utf8")) as { value: string };
  return { value, file: `.deployer/simulated/account/secrets/us-east-1/${name}` };
}

/** Forms in which a value may slip through. */
const formsOf = (value: string): string[] => [
  value,
  Buffer.from(value).toString("base64"),
  Buffer.from(value).toString("hex"),
];

besides("the database's password is written nowhere but in the account, and never printed", async () => {
  using world = makeWorld();
  await world.expect("apply -y --verbose");
  await world.run("apply -y --json --events --var VERSION=v2");
  await world.expect(`simulator fail --component ${database} --operation update --times 1`);
  world.edit("stacks/notification-platform/environments/development/database.yaml", "db.t4g.micro", "db.t4g.small");
  await world.expect("apply -y --verbose", 1);
  await world.expect(`simulator fail --component ${database} --operation read --times 1`);
  await world.run("apply -y --verbose");
  for (const command of [
    "plan --verbose",
    "plan --json",
    "show --json",
    `show ${database}`,
    "outputs --json",
    "status",
  ])
    await world.run(command);
  await world.run("history --json");
  await world.expect("simulator list --json");
  await world.expect(`destroy -y --verbose --allow-data-loss ${database}`);

  const { value, file } = password(world);
  expect(value.length).toBeGreaterThan(16);
  for (const form of formsOf(value)) {
    expect(filesHolding(world.repository, form)).toEqual(form === value ? [file] : []);
    expect(filesHolding(world.home, form)).toEqual([]);
    expect(filesHolding(world.temporary, form)).toEqual([]);
    expect(world.printed.includes(form)).toBe(false);
  }
});

describe("permissions", () => {
  besides("everything that is kept is its user's alone", async () => {
    using world = makeWorld();
    await world.expect("apply -y --quiet");
    await world.expect("apply -y --quiet --var VERSION=v2");
    const open = [...filesBelow(world.file(".deployer")), ...filesBelow(join(world.home, ".deployer"))].filter(
      ({ folder, mode }) => mode !== (folder ? "700" : "600"),
    );
    expect(open).toEqual([]);
    expect(filesBelow(world.repository).find(({ path }) => path === ".deployer")?.mode).toBe("700");
  });

  besides("what a user asks to be written has the permissions that they chose for new files", async () => {
    using world = makeWorld();
    await world.expect("graph --output graph.svg");
    const umask = process.umask();
    const written = filesBelow(world.repository).find(({ path }) => path === "graph.svg");
    expect(written?.mode).toBe((0o666 & ~umask).toString(8));
  });

  besides("no temporary file stays, and no file is added to the engine's home with every run", async () => {
    using world = makeWorld("queues");
    await world.expect("apply -y --quiet");
    const before = filesBelow(world.home).length;
    world.edit("stacks/shop/services/cart/components/first/sqs.yaml", "spec: {}", "spec:\n  fifo: true");
    await world.run("apply -y --quiet");
    await world.run("destroy -y --quiet");
    expect(filesBelow(world.home)).toHaveLength(before);
    expect(filesBelow(world.temporary)).toEqual([]);
  });
});
