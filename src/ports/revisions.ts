import type { Files } from "./files.ts";

/** Earlier versions of the repository. */
export interface Revisions {
  /**
   * The repository as a commit, branch or tag has it; the user's working tree is not touched. Throws WRONG_USAGE where
   * there is no such commit or the repository is not kept in Git.
   */
  open(name: string): Promise<Files>;
}
