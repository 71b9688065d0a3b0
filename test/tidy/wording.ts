import type { Finding } from "./finding.ts";
import type { SourceFile } from "./source-files.ts";
import { keepOnly } from "./source-text.ts";

// Written in pieces, so that this file passes its own test.
const unfinished = new RegExp(`\\b(?:${["TO" + "DO", "FIX" + "ME", "X" + "XX"].join("|")})\\b`);
const silencers = new RegExp(`@ts-(?:${["ig" + "nore", "no" + "check"].join("|")})`);
const emptyNames = new Set(["util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"]);
const anyType = /\bas\s+any\b|\bany\s*\[\]|[:<|]\s*any\b|,\s*any\s*[,>]/;

/** Unfinished work, silenced type errors, `any` without a reason, and file names that say nothing. */
export function wordingFindings(file: SourceFile): Finding[] {
  const comments = keepOnly(file.text, "comments");
  const findings = [
    ...(unfinished.test(comments) ? ["holds a note about unfinished work"] : []),
    ...(silencers.test(comments) ? ["silences the type checker"] : []),
    ...anyWithoutReason(file.text, comments).map((line) => `uses any without a reason on line ${line}`),
    ...nameFindings(file.path),
  ];
  return findings.map((what) => ({ path: file.path, what }));
}

/** Lines with `any` that no comment explains, beside it or on the line before. */
function anyWithoutReason(text: string, comments: string): number[] {
  const commentLines = comments.split("\n");
  const explained = (index: number) => Boolean(commentLines[index]?.trim() || commentLines[index - 1]?.trim());
  return keepOnly(text, "code")
    .split("\n")
    .flatMap((line, index) => (anyType.test(line) && !explained(index) ? [index + 1] : []));
}

function nameFindings(path: string): string[] {
  // AWS's service is named so, and a name that it gives is a field's term.
  const words = path.replaceAll(/secrets?-manager/g, "").split(/[/.-]/);
  return words.filter((word) => emptyNames.has(word.toLowerCase())).map((word) => `is named "${word}"`);
}
