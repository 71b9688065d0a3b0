import { Document, isCollection, isScalar, type Node } from "yaml";
import type { JsonObject, JsonPath } from "../../model/json.ts";

/** What stands in a document beside its value. */
export interface YamlRemarks {
  /** A comment on the first line. */
  readonly heading?: string;
  /** A comment at the end of the line of a scalar or an empty collection. */
  readonly remarkAt?: (path: JsonPath) => string | undefined;
}

/** Writes one document: block style, no aliases, no folded lines, so that line tools can work on it. */
export function writeYaml(value: JsonObject, remarks: YamlRemarks = {}): string {
  const document = new Document(value, { version: "1.2", aliasDuplicateObjects: false });
  if (remarks.heading !== undefined && document.contents) document.contents.commentBefore = ` ${remarks.heading}`;
  if (remarks.remarkAt) remarkLeaves(document.contents, [], remarks.remarkAt);
  const text = document.toString({ lineWidth: 0 });
  // The library moves an empty collection with a comment onto lines of its own.
  return text.replace(/([:-])\n +(\{\}|\[\])\n +(# .*)$/gm, "$1 $2 $3");
}

function remarkLeaves(node: unknown, path: JsonPath, remarkAt: (path: JsonPath) => string | undefined): void {
  if (isCollection(node) && node.items.length > 0) {
    node.items.forEach((item: unknown, index: number) => {
      const pair = item as { readonly key?: Node; readonly value?: Node };
      const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
      if (key === undefined) remarkLeaves(item, [...path, index], remarkAt);
      else remarkLeaves(pair.value, [...path, key], remarkAt);
    });
    return;
  }
  const remark = remarkAt(path);
  if (remark !== undefined && (isScalar(node) || isCollection(node))) node.comment = ` ${remark}`;
}
