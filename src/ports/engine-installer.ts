/** Where the engine was found. */
export interface EngineLocation {
  /** Absolute path of the program. */
  readonly path: string;
  readonly version: string;
  readonly foundBy: "DEPLOYER_PULUMI" | "~/.deployer/engine" | "PATH";
}

/** Finds and installs the pinned engine. */
export interface EngineInstaller {
  readonly pinnedVersion: string;
  /** The first engine found, of whatever version, or undefined. Starts at most one process. */
  find(): Promise<EngineLocation | undefined>;
  /** Downloads the official release, or builds it where that cannot be reached. Throws ENGINE_INSTALL_FAILED. */
  install(report: (line: string) => void): Promise<EngineLocation>;
}
