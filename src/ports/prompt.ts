/** Asks the person at the terminal. */
export interface Prompt {
  /** Whether there is anyone to ask. */
  readonly interactive: boolean;
  /** The answer as typed, without the line's end; undefined where the person gave up. */
  ask(question: string): Promise<string | undefined>;
}
