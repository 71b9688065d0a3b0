import { describe, expect, setDefaultTimeout } from "bun:test";
import { listing } from "./file-listing.ts";
import { besides } from "./side-by-side.ts";
import { deployedWorld, makeWorld } from "./world.ts";

setDefaultTimeout(120_000);

/** What a first plan may leave: the folder ignores itself, and the simulated account makes up what real AWS would already hold. */
const simulatedAws = /^\.deployer( |\/\.gitignore |\/simulated( |\/account( |\/(token|keys|secrets)[ /])))/;

const changed = (before: readonly string[], after: readonly string[]): string[] => [
  ...before.filter((each) => !after.includes(each)).map((each) => `gone: ${each}`),
  ...after.filter((each) => !before.includes(each)),
];

describe("a plan changes nothing", () => {
  besides("of a repository that was never deployed", async () => {
    using world = makeWorld();
    const before = listing(world.repository);
    await world.expect("plan");
    const after = listing(world.repository);
    expect(changed(before, after).filter((each) => !simulatedAws.test(each))).toEqual([]);
    expect((await world.json("simulator list")).result).toEqual({ resources: [] });
    await world.expect("plan");
    expect(listing(world.repository).filter((each) => !each.startsWith(".deployer/simulated/account/token"))).toEqual(
      after.filter((each) => !each.startsWith(".deployer/simulated/account/token")),
    );
    expect(listing(world.temporary)).toEqual([]);
  });

  besides("of one that is deployed, whether there is anything to do or not", async () => {
    using world = await deployedWorld();
    const before = listing(world.repository);
    await world.expect("plan --detailed-exitcode");
    expect(listing(world.repository)).toEqual(before);
    await world.expect("plan --detailed-exitcode --var VERSION=v2.0.0", 2);
    expect(changed(before, listing(world.repository)).filter((each) => !simulatedAws.test(each))).toEqual([]);
    expect(listing(world.temporary)).toEqual([]);
  });

  besides("and commands that only look do not either", async () => {
    using world = await deployedWorld();
    const before = listing(world.repository);
    for (const command of [
      "validate",
      "graph",
      "status",
      "outputs",
      "show",
      "list",
      "history",
      "simulator list",
      "version",
      "help",
    ])
      await world.expect(command);
    expect(listing(world.repository)).toEqual(before);
  });

  besides("a repository that was never deployed stays as it is when it is checked", async () => {
    using world = makeWorld();
    const before = listing(world.repository);
    for (const command of ["validate", "graph"]) await world.expect(command);
    for (const command of ["status", "outputs", "list"]) await world.expect(command, 1);
    expect(listing(world.repository)).toEqual(before);
  });
});
