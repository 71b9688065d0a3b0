/** Who runs this process and where, as records and locks name it; and new unique names. */
export interface Identity {
  readonly user: string;
  readonly hostname: string;
  readonly pid: number;
  /** The command line without values of flags, for whoever waits for our lock. */
  readonly command: string;
  readonly gitCommit: string | undefined;
  readonly ciRun: string | undefined;
  readonly deployerVersion: string;
  /** A new random UUID. */
  newId(): string;
}
