/** One value that stands in the user's settings file. */
export interface WrittenSetting {
  /** As in `backend.bucket`. */
  readonly key: string;
  readonly value: string | number | boolean;
  readonly line: number;
}
