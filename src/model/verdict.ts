/** What AWS itself says about a component. Inconclusive means "not yet" while deploying, and a failure when time is up. */
export type Verdict =
  | { readonly result: "healthy"; readonly detail: string; readonly revision?: string }
  | { readonly result: "unhealthy"; readonly reason: string }
  | { readonly result: "inconclusive"; readonly reason: string };

/** `revision` names what AWS says runs, such as a task definition, where the kind has revisions. */
export const healthy = (detail: string, revision?: string): Verdict =>
  revision === undefined ? { result: "healthy", detail } : { result: "healthy", detail, revision };
export const unhealthy = (reason: string): Verdict => ({ result: "unhealthy", reason });
export const inconclusive = (reason: string): Verdict => ({ result: "inconclusive", reason });

/** What the verdict rests on, in words. */
export const verdictDetail = (verdict: Verdict): string =>
  verdict.result === "healthy" ? verdict.detail : verdict.reason;
