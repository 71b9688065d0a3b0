import { accessSync, constants, statSync } from "node:fs";
import { DeployerError } from "../../diagnostics/deployer-error.ts";
import type { EngineLocation } from "../../ports/engine-installer.ts";
import { pinnedVersion } from "./pinned-release.ts";
import type { Environment } from "./proxy.ts";
import { runProgram } from "./run-program.ts";
import type { VersionCache } from "./version-cache.ts";

const versionTimeoutMs = 30_000;

/**
 * The first engine in the order of DEPLOYER_PULUMI, Deployer's own folder and PATH, whatever its version. A
 * DEPLOYER_PULUMI that names no program is an error and not skipped, because the user meant that one.
 */
export async function findEngine(
  environment: Environment,
  ownEngine: string,
  cache: VersionCache,
): Promise<EngineLocation | undefined> {
  const named = environment.DEPLOYER_PULUMI;
  if (named) {
    if (!isProgram(named)) throw namedEngineMissing(named);
    return { path: named, version: await versionOf(named, environment, cache), foundBy: "DEPLOYER_PULUMI" };
  }
  if (isProgram(ownEngine)) {
    return { path: ownEngine, version: await versionOf(ownEngine, environment, cache), foundBy: "~/.deployer/engine" };
  }
  const onPath = Bun.which("pulumi", { PATH: environment.PATH ?? "" });
  if (!onPath) return undefined;
  return { path: onPath, version: await versionOf(onPath, environment, cache), foundBy: "PATH" };
}

/** What `pulumi version` says, such as `v3.230.0`. Throws ENGINE_FAILED where the program does not run. */
export async function versionOf(program: string, environment: Environment, cache: VersionCache): Promise<string> {
  const known = cache.get(program);
  if (known !== undefined) return known;
  const version = await askVersion(program, environment);
  cache.set(program, version);
  return version;
}

/** True for a file that may be executed. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Starts the program to ask for its version. Throws ENGINE_FAILED where it does not run. */
export async function askVersion(program: string, environment: Environment): Promise<string> {
  let said: string;
  try {
    const result = await runProgram([program, "version"], {
      environment: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeoutMs: versionTimeoutMs,
    });
    const line = result.stdout.trim();
    if (result.exitCode === 0 && /^v\d+\.\d+\.\d+\S*$/.test(line)) return line;
    said = result.stderr || line || `it ended with exit code ${result.exitCode}`;
  } catch (error) {
    said = error instanceof Error ? error.message : String(error);
  }
  throw new DeployerError("ENGINE_FAILED", {
    fault: "environment",
    summary: "The Pulumi engine does not run",
    detail: `\`${program} version\` gives no version: ${said}`,
    hint: "Run `deployer engine install` to install the pinned engine anew.",
  });
}

function namedEngineMissing(path: string): DeployerError {
  return new DeployerError("ENGINE_MISSING", {
    fault: "user",
    summary: "DEPLOYER_PULUMI names no program",
    detail: `DEPLOYER_PULUMI is ${path}, which is not an executable file.`,
    hint: `Correct DEPLOYER_PULUMI, or unset it and run \`deployer engine install\` (version ${pinnedVersion}).`,
  });
}
