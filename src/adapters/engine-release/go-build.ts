import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import goMod from "../../../scripts/engine/go.mod" with { type: "text" };
import goSum from "../../../scripts/engine/go.sum" with { type: "text" };
import toolsGo from "../../../scripts/engine/tools.go" with { type: "text" };
import { DeployerError } from "../../diagnostics/deployer-error.ts";
import { pinnedVersion } from "./pinned-release.ts";
import type { Environment } from "./proxy.ts";
import { runProgram } from "./run-program.ts";

export interface GoBuild {
  readonly environment: Environment;
  /** An empty folder of our own; it is removed afterwards. */
  readonly workFolder: string;
  /** The program to make. */
  readonly output: string;
  readonly report: (line: string) => void;
}

const engineModule = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const timeoutMs = 45 * 60_000;
const reportEveryMs = 10_000;

/**
 * Builds the engine from the pinned Go modules, which travel inside this program and whose contents `go` verifies
 * against go.sum. Throws ENGINE_INSTALL_FAILED.
 */
export async function buildEngine(build: GoBuild): Promise<void> {
  const go = Bun.which("go", { PATH: build.environment.PATH ?? "" });
  if (!go) throw goMissing();
  mkdirSync(build.workFolder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(join(build.workFolder, "go.mod"), goMod);
    writeFileSync(join(build.workFolder, "go.sum"), goSum);
    writeFileSync(join(build.workFolder, "tools.go"), toolsGo);
    build.report("Building the engine from its pinned Go modules: two to ten minutes the first time");
    const linkerFlags = `-s -w -X ${versionVariable}=${pinnedVersion}`;
    const command = [go, "build", "-v", "-trimpath", "-ldflags", linkerFlags, "-o", build.output, engineModule];
    const result = await runProgram(command, {
      environment: { ...build.environment, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off" },
      folder: build.workFolder,
      timeoutMs,
      onLine: progress(build.report),
    });
    if (result.exitCode !== 0) throw goFailed(result.stderr);
  } finally {
    rmSync(build.workFolder, { recursive: true, force: true });
  }
}

function progress(report: (line: string) => void): (line: string) => void {
  const startedMs = performance.now();
  let reportedMs = startedMs;
  let fetched = 0;
  let compiled = 0;
  return (line) => {
    if (line.startsWith("go: downloading")) fetched++;
    else compiled++;
    const nowMs = performance.now();
    if (nowMs - reportedMs < reportEveryMs) return;
    reportedMs = nowMs;
    const seconds = Math.round((nowMs - startedMs) / 1000);
    report(`  ${seconds} s: ${fetched} modules downloaded, ${compiled} packages compiled`);
  };
}

function goMissing(): DeployerError {
  return new DeployerError("ENGINE_INSTALL_FAILED", {
    fault: "environment",
    summary: "The Pulumi engine could not be installed",
    detail: "Building the engine needs Go, and no program `go` is on PATH.",
    hint: `Install Go 1.25 or later (https://go.dev/dl), or put Pulumi ${pinnedVersion} on PATH or in DEPLOYER_PULUMI, then run the command again.`,
  });
}

function goFailed(stderr: string): DeployerError {
  return new DeployerError("ENGINE_INSTALL_FAILED", {
    fault: "environment",
    summary: "The Pulumi engine could not be built",
    detail: `\`go build\` failed:\n${stderr || "it gave no reason or took too long."}`,
    hint: `Check that Go reaches its module proxy (\`go env GOPROXY\`), or put Pulumi ${pinnedVersion} in DEPLOYER_PULUMI.`,
  });
}
