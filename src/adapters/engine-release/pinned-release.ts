/** The engine that Deployer is built and tested against; no other version is accepted. */
export const pinnedVersion = "v3.230.0";

const officialBase = "https://get.pulumi.com/releases/sdk";

/** One archive of the pinned release, for one platform. */
export interface ReleaseArchive {
  readonly fileName: string;
  readonly url: string;
  readonly checksumsUrl: string;
  /** SHA-256 known ahead of time; undefined where the release's own checksums file has to be asked. */
  readonly sha256: string | undefined;
}

/** SHA-256 by archive name. An entry here is trusted over the checksums file; absent ones are verified against that file. */
export type PinnedChecksums = Readonly<Record<string, string>>;
export const pinnedChecksums: PinnedChecksums = {};

const platforms = new Set(["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"]);

/** The official archive for a platform, from a mirror where one is named; undefined where none is published as tar. */
export function releaseArchive(
  platform: string,
  architecture: string,
  mirror: string | undefined,
  checksums: PinnedChecksums = pinnedChecksums,
): ReleaseArchive | undefined {
  const target = `${platform}-${architecture}`;
  if (!platforms.has(target)) return undefined;
  const base = (mirror || officialBase).replace(/\/+$/, "");
  const fileName = `pulumi-${pinnedVersion}-${target}.tar.gz`;
  return {
    fileName,
    url: `${base}/${fileName}`,
    checksumsUrl: `${base}/pulumi-${pinnedVersion.slice(1)}-checksums.txt`,
    sha256: checksums[fileName],
  };
}
