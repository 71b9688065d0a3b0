import { DeployerError } from "../../diagnostics/deployer-error.ts";
import { EngineRelease } from "./engine-release.ts";

// For scripts/setup: makes sure that the pinned engine is there and prints its path; progress goes to stderr.
const installer = new EngineRelease();
try {
  console.log(await ensureEngine());
} catch (error) {
  if (!(error instanceof DeployerError)) throw error;
  console.error(`error ${error.code}: ${error.summary}\n${error.message}${error.hint ? `\n${error.hint}` : ""}`);
  process.exit(error.exitCode);
}

async function ensureEngine(): Promise<string> {
  const found = await installer.find().catch((error: unknown) => {
    // A damaged engine in Deployer's own folder is replaced; one that the user named is not ours to replace.
    if (process.env.DEPLOYER_PULUMI) throw error;
    return undefined;
  });
  if (found?.version === installer.pinnedVersion) return found.path;
  if (found?.foundBy === "DEPLOYER_PULUMI") {
    throw new DeployerError("ENGINE_VERSION", {
      fault: "user",
      summary: "DEPLOYER_PULUMI names an engine of another version",
      detail: `${found.path} is ${found.version}, but ${installer.pinnedVersion} is needed.`,
      hint: "Unset DEPLOYER_PULUMI to have the pinned engine installed.",
    });
  }
  return (await installer.install((line) => console.error(line))).path;
}
