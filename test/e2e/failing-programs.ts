import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineRelease } from "../../src/adapters/engine-release/engine-release.ts";
import { folderBackend } from "../../src/adapters/pulumi/folder-backend.ts";
import { PulumiEngine } from "../../src/adapters/pulumi/pulumi-engine.ts";
import { systemClock } from "../../src/adapters/system/system-clock.ts";
import { DeployerError } from "../../src/diagnostics/deployer-error.ts";
import type { Address, Region } from "../../src/model/address.ts";
import type { EngineProgram, EngineTarget } from "../../src/ports/engine.ts";
import { startSimulatedAccount } from "../../src/simulator/index.ts";
import { testScope } from "../fakes/snapshot.ts";

/**
 * Runs programs side by side through the real engine, some of which fail, and prints how each went, one line a round. It is
 * a process of its own because a test runner sees rejections that the SDK leaves behind, however well they were handled.
 */
const folder = mkdtempSync(join(tmpdir(), "deployer-programs-"));
const account = await startSimulatedAccount({ folder: join(folder, "account"), ...testScope, clock: systemClock });
const engine = new PulumiEngine({
  locate: async () => {
    const location = await new EngineRelease().find();
    if (!location) throw new Error("the engine is not installed: run scripts/setup");
    return { path: location.path, version: location.version.replace(/^v/, "") };
  },
  backend: folderBackend(join(folder, "backend")),
  account: async () => ({ environment: account.engineEnvironment, secretsProvider: account.secretsProvider }),
  temporaryFolder: join(folder, "temporary"),
  pulumiHome: join(folder, "home"),
});
const target = (name: string): EngineTarget => ({
  ...testScope,
  address: `web/${name}` as Address,
  region: "us-east-1" as Region,
  pulumiStack: `web.${name}`,
});

/** Two queues, the second made from the first's ARN through `between`, and no output that depends on it. */
function twoQueues(name: string, between: (arn: string) => string): EngineProgram {
  return async () => {
    const { Queue } = await import("@pulumi/aws/sqs/queue");
    const first = new Queue("first", { name });
    new Queue("second", { name: `${name}-second`, tags: { source: first.arn.apply(between) } });
    return { arn: first.arn };
  };
}

const runs = (programs: Readonly<Record<string, EngineProgram>>): Promise<string[]> =>
  Promise.all(
    Object.entries(programs).map(async ([name, program]) => {
      const outcome = await engine.up({ target: target(name), program }).catch((error: unknown) => error);
      return outcome instanceof DeployerError ? `${name}: ${outcome.code} ${outcome.message}` : `${name}: done`;
    }),
  );

const asIs = (arn: string): string => arn;
const inside = (): string => {
  throw new Error("that is no ARN");
};
const thrown: EngineProgram = async () => {
  throw new Error("it has no translation");
};

const tell = (round: unknown): void => console.log(JSON.stringify(round));
tell(await runs({ a: twoQueues("a", asIs), b: thrown, c: twoQueues("c", asIs) }));
tell(await runs({ d: twoQueues("d", asIs), e: twoQueues("e", inside), f: twoQueues("f", asIs) }));
tell((await engine.resources(target("e"))).map((each) => each.urn.split("::").at(-1)));
tell(await runs({ e: twoQueues("e", asIs) }));
await engine.kill();
await account.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
