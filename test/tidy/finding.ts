/** A place where a rule does not hold. */
export interface Finding {
  readonly path: string;
  /** What the rule caught there, such as an import or a name. */
  readonly what: string;
}

/** A finding that is meant to be, and why. */
export interface Exception extends Finding {
  readonly why: string;
}

const same = (a: Finding, b: Finding): boolean => a.path === b.path && a.what === b.what;

/** Findings that no exception covers, and exceptions that nothing needs any more, each in one readable line. */
export function unexcused(findings: readonly Finding[], exceptions: readonly Exception[] = []): string[] {
  const open = findings.filter((finding) => !exceptions.some((exception) => same(finding, exception)));
  const stale = exceptions.filter((exception) => !findings.some((finding) => same(finding, exception)));
  return [
    ...open.map(({ path, what }) => `${path}: ${what}`),
    ...stale.map(({ path, what }) => `${path}: the exception "${what}" is not needed any more`),
  ];
}
