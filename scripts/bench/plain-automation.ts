import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Queue } from "@pulumi/aws/sqs";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { systemClock } from "../../src/adapters/system/system-clock.ts";
import type { EnvironmentName, StackName } from "../../src/model/address.ts";
import { startSimulatedAccount } from "../../src/simulator/index.ts";

/**
 * The peer of the engine's budget: Pulumi's Automation API as its documentation shows it, updating so many stacks of five
 * queues, four at a time, in a folder. `plain-automation.ts FOLDER STACKS TIMEOUT_SECONDS`; prints nothing.
 */
const [folder = "", stacks = "1", visibility = "30"] = process.argv.slice(2);
const account = await startSimulatedAccount({
  folder: join(folder, "account"),
  stack: "plain" as StackName,
  environment: "bench" as EnvironmentName,
  clock: systemClock,
});

async function update(index: number): Promise<void> {
  const stack = await LocalWorkspace.createOrSelectStack(
    {
      stackName: `plain-${index}`,
      projectName: "plain",
      program: async () => {
        for (let queue = 0; queue < 5; queue++)
          new Queue(`queue-${queue}`, {
            name: `plain-${index}-${queue}`,
            visibilityTimeoutSeconds: Number(visibility),
          });
      },
    },
    {
      workDir: mkdtempSync(join(tmpdir(), "plain-")),
      projectSettings: { name: "plain", runtime: "nodejs" },
      envVars: {
        ...account.engineEnvironment,
        PULUMI_BACKEND_URL: `file://${folder}`,
        PULUMI_CONFIG_PASSPHRASE: "bench",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    },
  );
  await stack.up();
}

const queue = Array.from({ length: Number(stacks) }, (_, index) => index).values();
await Promise.all(
  Array.from({ length: 4 }, async () => {
    for (const index of queue) await update(index);
  }),
);
await account.stop();
process.exit(0);
