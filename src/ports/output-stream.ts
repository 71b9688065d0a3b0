/** Where text for people or programs goes: standard output or standard error. */
export interface OutputStream {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Whether colours may be used, by the terminal and the environment; `--no-color` comes on top. */
  readonly colour: boolean;
  /** How many characters fit on a line. */
  readonly columns: number;
}
