import { expect, setDefaultTimeout, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { engineProgram } from "../../src/simulator/testing/engine-program.ts";
import { backendFolder, deployedWorld } from "./world.ts";

setDefaultTimeout(120_000);

interface Exported {
  readonly deployment: {
    readonly resources: readonly { readonly type: string; readonly id?: string; readonly custom: boolean }[];
    readonly pending_operations?: readonly unknown[];
  };
}

test("the plain pulumi CLI lists one stack per component and exports its resources", async () => {
  using world = await deployedWorld();
  const home = join(world.root, "pulumi-home");
  mkdirSync(home);
  const folder = join(backendFolder(world), "stacks/notification-platform/development/pulumi");
  const pulumi = (...words: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(engineProgram(), [...words, "--non-interactive"], {
      cwd: home,
      encoding: "utf8",
      env: {
        PATH: "/usr/bin:/bin",
        HOME: home,
        PULUMI_HOME: home,
        PULUMI_BACKEND_URL: pathToFileURL(folder).href,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    });
    if (status !== 0) throw new Error(`pulumi ${words.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  };
  const stacks = (
    JSON.parse(pulumi("stack", "ls", "--all", "--json")) as { name: string; resourceCount: number }[]
  ).map(({ name }) => name.split("/").at(-1) ?? "");
  expect(stacks.sort()).toEqual([
    "foundation.cluster",
    "foundation.network",
    "notification-service.api",
    "notification-service.database",
    "notification-service.queue",
  ]);

  const { result } = await world.json("simulator list");
  const owned = (result as { resources: { id: string; component: string | null }[] }).resources;
  for (const stack of stacks) {
    const { deployment } = JSON.parse(
      pulumi("stack", "export", "--stack", `organization/notification-platform/${stack}`),
    ) as Exported;
    const ids = deployment.resources
      .filter((each) => each.custom && !each.type.startsWith("pulumi:"))
      .map((each) => each.id ?? "");
    const component = stack.replace(".", "/");
    expect(ids.sort()).toEqual(
      owned
        .filter((each) => each.component === component)
        .map((each) => each.id)
        .sort(),
    );
    expect(deployment.pending_operations ?? []).toEqual([]);
  }
});
