import { chmodSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { DeployerError } from "../../diagnostics/deployer-error.ts";
import type { EngineInstaller, EngineLocation } from "../../ports/engine-installer.ts";
import { checksumFor } from "./checksums.ts";
import { download, downloadText } from "./download.ts";
import { askVersion, findEngine, isProgram, versionOf } from "./engine-finder.ts";
import { downloadFailed, type NetworkLimits, networkLimits, reasonOf } from "./fetch-release.ts";
import { buildEngine } from "./go-build.ts";
import { withInstallLock } from "./install-lock.ts";
import {
  type PinnedChecksums,
  pinnedChecksums,
  pinnedVersion,
  type ReleaseArchive,
  releaseArchive,
} from "./pinned-release.ts";
import type { Environment } from "./proxy.ts";
import { VersionCache } from "./version-cache.ts";

/** What differs between a user's machine and a test. */
export interface EngineReleaseOptions {
  readonly environment: Environment;
  /** Deployer's own folder; `.deployer` in the home folder unless said otherwise. */
  readonly homeFolder: string;
  readonly platform: string;
  readonly architecture: string;
  readonly checksums: PinnedChecksums;
  readonly limits: NetworkLimits;
}

/** Finds the pinned engine, or installs it: from the official release, else from its Go modules. */
export class EngineRelease implements EngineInstaller {
  readonly pinnedVersion = pinnedVersion;
  private readonly options: EngineReleaseOptions;
  private readonly engineFolder: string;
  private readonly versionFolder: string;
  private readonly engine: string;
  private readonly cache: VersionCache;

  constructor(options: Partial<EngineReleaseOptions> = {}) {
    const environment = options.environment ?? process.env;
    this.options = {
      environment,
      homeFolder: join(environment.HOME || homedir(), ".deployer"),
      platform: process.platform,
      architecture: process.arch,
      checksums: pinnedChecksums,
      limits: networkLimits,
      ...options,
    };
    this.engineFolder = join(this.options.homeFolder, "engine");
    this.versionFolder = join(this.engineFolder, pinnedVersion);
    this.engine = join(this.versionFolder, "pulumi");
    this.cache = new VersionCache(join(this.engineFolder, "versions.json"));
  }

  find(): Promise<EngineLocation | undefined> {
    return findEngine(this.options.environment, this.engine, this.cache);
  }

  /**
   * Puts the pinned engine into Deployer's own folder, unless it is there. Throws DOWNLOAD_CHECKSUM for a release that
   * was altered, and ENGINE_INSTALL_FAILED where it can neither be downloaded nor built.
   */
  async install(report: (line: string) => void): Promise<EngineLocation> {
    if (await this.isInstalled()) return this.location();
    try {
      mkdirSync(this.versionFolder, { recursive: true, mode: 0o700 });
      const lock = join(this.engineFolder, "install.lock");
      return await withInstallLock(lock, report, () => this.installLocked(report));
    } catch (error) {
      if (error instanceof DeployerError) throw error;
      throw folderUnusable(this.versionFolder, error);
    }
  }

  private async installLocked(report: (line: string) => void): Promise<EngineLocation> {
    // Another process may have finished while this one waited.
    if (await this.isInstalled()) return this.location();
    const candidate = join(this.versionFolder, `pulumi.${process.pid}.new`);
    try {
      await this.obtain(candidate, report);
      await this.putInPlace(candidate);
    } finally {
      rmSync(candidate, { force: true });
    }
    report(`Engine ${pinnedVersion} is installed in ${this.versionFolder}`);
    return this.location();
  }

  private location(): EngineLocation {
    return { path: this.engine, version: pinnedVersion, foundBy: "~/.deployer/engine" };
  }

  private async isInstalled(): Promise<boolean> {
    if (!isProgram(this.engine)) return false;
    try {
      return (await versionOf(this.engine, this.options.environment, this.cache)) === pinnedVersion;
    } catch {
      return false;
    }
  }

  private async obtain(candidate: string, report: (line: string) => void): Promise<void> {
    const { environment, platform, architecture, checksums } = this.options;
    const mirror = environment.DEPLOYER_ENGINE_MIRROR;
    const archive = releaseArchive(platform, architecture, mirror, checksums);
    const downloadError = archive
      ? await this.tryDownload(archive, candidate, report)
      : downloadFailed(`No release is published for ${platform} on ${architecture} in a form that Deployer unpacks.`);
    if (!downloadError) return;
    report(`${downloadError.message} Building it instead.`);
    try {
      const workFolder = join(this.engineFolder, `build-${process.pid}`);
      await buildEngine({ environment, workFolder, output: candidate, report });
    } catch (error) {
      if (!(error instanceof DeployerError)) throw error;
      throw bothFailed(downloadError, error);
    }
  }

  /** The reason why the release cannot be had; an altered release is thrown, because nobody should go on from there. */
  private async tryDownload(
    archive: ReleaseArchive,
    candidate: string,
    report: (line: string) => void,
  ): Promise<DeployerError | undefined> {
    const partPath = join(this.engineFolder, `${archive.fileName}.part`);
    const { environment, limits } = this.options;
    try {
      requireTrustedSource(archive);
      const sha256 = archive.sha256 ?? (await publishedChecksum(archive, environment, limits));
      report(`Downloading ${archive.url}`);
      await download({ url: archive.url, partPath, sha256, environment, limits, report });
      await unpack(partPath, candidate);
      rmSync(partPath, { force: true });
      return undefined;
    } catch (error) {
      if (error instanceof DeployerError && error.code === "DOWNLOAD_FAILED") return error;
      throw error;
    }
  }

  private async putInPlace(candidate: string): Promise<void> {
    chmodSync(candidate, 0o755);
    const version = await askVersion(candidate, this.options.environment);
    if (version !== pinnedVersion) {
      throw new DeployerError("ENGINE_INSTALL_FAILED", {
        fault: "environment",
        summary: "The Pulumi engine obtained is of another version",
        detail: `The engine obtained says that it is ${version}, but ${pinnedVersion} was asked for.`,
        hint: "Check what DEPLOYER_ENGINE_MIRROR serves.",
      });
    }
    renameSync(candidate, this.engine);
    this.cache.set(this.engine, version);
  }
}

async function publishedChecksum(
  archive: ReleaseArchive,
  environment: Environment,
  limits: NetworkLimits,
): Promise<string> {
  const listing = await downloadText(archive.checksumsUrl, environment, limits);
  const sha256 = checksumFor(listing, archive.fileName);
  if (!sha256) throw downloadFailed(`${archive.checksumsUrl} does not name ${archive.fileName}.`);
  return sha256;
}

/** Without a pinned checksum the listing is what is trusted, and over plain http anybody on the way could write it. */
function requireTrustedSource(archive: ReleaseArchive): void {
  if (!URL.canParse(archive.url)) throw mirrorInvalid();
  const url = new URL(archive.url);
  const loopback = ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (url.protocol === "https:" || loopback || archive.sha256) return;
  throw downloadFailed(`${archive.url} is not https, so that its checksums cannot be trusted.`);
}

function mirrorInvalid(): DeployerError {
  return new DeployerError("SETTINGS_INVALID", {
    fault: "user",
    summary: "DEPLOYER_ENGINE_MIRROR is not a valid address",
    detail: "DEPLOYER_ENGINE_MIRROR has to be the address of a folder that holds the engine's release files.",
    hint: "Set it to an address such as https://mirror.example.com/pulumi, or unset it.",
  });
}

async function unpack(archivePath: string, output: string): Promise<void> {
  const member = "pulumi/pulumi";
  try {
    const archive = new Bun.Archive(await Bun.file(archivePath).bytes());
    const program = (await archive.files(member)).get(member);
    if (!program) throw new Error(`it holds no ${member}`);
    await Bun.write(output, program);
  } catch (error) {
    throw downloadFailed(`The archive of the engine cannot be unpacked: ${reasonOf(error)}.`, error);
  }
}

function bothFailed(downloadError: DeployerError, buildError: DeployerError): DeployerError {
  return new DeployerError("ENGINE_INSTALL_FAILED", {
    fault: "environment",
    summary: "The Pulumi engine could not be installed",
    detail: `${downloadError.message} ${buildError.message}`,
    hint: [downloadError.hint, buildError.hint].filter(Boolean).join(" Or: "),
    cause: buildError,
  });
}

function folderUnusable(folder: string, error: unknown): DeployerError {
  return new DeployerError("ENGINE_INSTALL_FAILED", {
    fault: "environment",
    summary: "The Pulumi engine could not be installed",
    detail: `Installing into ${folder} failed: ${reasonOf(error)}.`,
    hint: `Make that folder writable and free some space, or name an engine of version ${pinnedVersion} in DEPLOYER_PULUMI.`,
    cause: error,
  });
}
