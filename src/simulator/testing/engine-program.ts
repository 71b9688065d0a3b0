import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const pinned = join(homedir(), ".deployer/engine/v3.230.0/pulumi");

/** The real engine's program, found as Deployer finds it. Throws where there is none. */
export function engineProgram(): string {
  const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "pulumi"));
  const candidates = [process.env.DEPLOYER_PULUMI, pinned, ...onPath].filter((each): each is string => Boolean(each));
  const found = candidates.find((each) => existsSync(each));
  if (!found) throw new Error(`No engine: set DEPLOYER_PULUMI or install one at ${pinned}.`);
  return found;
}
