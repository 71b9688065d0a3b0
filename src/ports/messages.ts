/** Short remarks to the person who runs a command; they never mix with its result. */
export interface Messages {
  info(text: string): void;
  success(text: string): void;
  warning(text: string): void;
  /** Shown with `--verbose` only. */
  detail(text: string): void;
}
