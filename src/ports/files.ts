/** A file that discovery found. */
export interface FoundFile {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  /** A symbolic link that leads out of the repository. */
  readonly leavesRepository: boolean;
}

/** The deployment repository, read only: nothing outside of the root can be reached. */
export interface Files {
  readonly root: string;
  /** Every file below a folder, sorted by path; an absent folder has none. Hidden folders and node_modules are left out. */
  list(folder: string): FoundFile[];
  /** Names of the folders directly below a folder, sorted; an absent folder has none. */
  folders(folder: string): string[];
  exists(path: string): boolean;
  /** Text of a file. Throws where it cannot be read or is not UTF-8. */
  read(path: string): string;
}
