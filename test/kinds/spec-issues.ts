import * as v from "valibot";
import type { Kind } from "../../src/kinds/kit.ts";
import type { Json } from "../../src/model/json.ts";
import { branchFor } from "../../src/pipeline/validate/schema-shape.ts";

/** Where and why a kind refuses a spec: `path: message`, or only the message for the whole spec. */
export function specIssues(kind: Kind, spec: unknown): string[] {
  const result = v.safeParse(branchFor(kind.spec, spec as Json), spec);
  return (result.issues ?? []).map((issue) => {
    const path = v.getDotPath(issue);
    return path === null ? issue.message : `${path}: ${issue.message}`;
  });
}
