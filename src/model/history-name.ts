/** Name of a history entry: `yyyy-mm-dd-hh-mm-ss-{number}.json`, by the time at which the deployment ended. */
export const historyFileName = (entry: { readonly finishedAt: string; readonly number: number }): string =>
  `${entry.finishedAt.slice(0, 19).replace(/[T:]/g, "-")}-${entry.number}.json`;
