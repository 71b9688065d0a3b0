/**
 * Files that a command makes or changes for its user. Every write is whole or not at all. Paths are absolute; what the
 * disk refuses is thrown as FILE_UNREADABLE.
 */
export interface FileWriter {
  exists(path: string): boolean;
  /** Makes a folder with those above it; one that exists is left as it is. */
  makeFolder(path: string): void;
  /** Writes a file that must be new, and the folders above it. `private` keeps both from other users. */
  create(path: string, text: string, access?: "private"): void;
  /** Writes over a file that exists, and keeps its permissions unless it is to be `private`. */
  replace(path: string, text: string, access?: "private"): void;
}
