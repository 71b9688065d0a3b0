import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./file-listing.ts";
import { backendFolder, type Running, type World } from "./world.ts";

/** Ends a process that may be gone already. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The command dies at once; engines that it had started live on for a moment, as they would after a crash. */
export async function killAlone({ child, finished }: Running): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null) kill(child.pid);
  await finished;
}

/** Every process of a world dies at once, engines too, as when a machine loses power. */
export async function killEverything(world: World, running: Running): Promise<void> {
  if (running.child.pid !== undefined && running.child.exitCode === null) kill(-running.child.pid);
  for (const pid of processesOf(world)) kill(pid);
  await running.finished;
}

/** Engines that change something die, and the command that started them lives. */
export function killEngines(world: World): number {
  const engines = processesOf(world).filter((pid) => readProcess(pid, "cmdline").includes("\0up\0"));
  for (const pid of engines) kill(pid);
  return engines.length;
}

/** Processes that were started with the world's own home folder. */
function processesOf(world: World): number[] {
  const mark = Buffer.from(`HOME=${world.home}\0`);
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && readProcess(pid, "environ").includes(mark));
}

function readProcess(pid: number, file: "environ" | "cmdline"): Buffer {
  try {
    return readFileSync(`/proc/${pid}/${file}`);
  } catch {
    // It ended meanwhile, or is another user's.
    return Buffer.alloc(0);
  }
}

/** Journals of deployments that have not ended, as the records tell it. */
export const journalsLeft = (world: World): string[] =>
  filesBelow(join(backendFolder(world), "stacks")).flatMap(({ path, folder }) =>
    !folder && path.includes("/journal/") ? [path] : [],
  );

/** Locks of Deployer's and of the engine's that are still there. */
export async function locksLeft(world: World): Promise<string[]> {
  const backend = backendFolder(world);
  const locks = filesBelow(join(backend, "locks")).filter(
    ({ path, folder }) => !folder && (path.endsWith(".guard") || heldItem(join(backend, "locks", path)) !== null),
  );
  const engines = filesBelow(join(backend, "stacks")).filter(
    ({ path, folder }) => !folder && (path.includes("/.pulumi/locks/") || path.endsWith(".guard")),
  );
  return [...locks, ...engines].map(({ path }) => path);
}

const heldItem = (file: string): unknown => (JSON.parse(readFileSync(file, "utf8")) as { item: unknown }).item;
