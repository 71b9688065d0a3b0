import { formatPath } from "../../model/json.ts";
import type { RenderReport } from "../../operations/render.ts";

/** What `render --json` prints; the places only where they were asked for. What no file says has no file. */
export function renderJson(report: RenderReport, withOrigins: boolean): Record<string, unknown> {
  const documents = report.components.map((each) => each.document);
  if (!withOrigins) return { documents };
  const provenance = report.components.flatMap(({ address, origins }) =>
    origins.map(({ path, origin }) => {
      const at = origin.source === "document" ? origin.at : undefined;
      return {
        address,
        path: formatPath(path),
        file: at?.file ?? null,
        line: at?.line ?? null,
        column: at?.column ?? null,
        source: origin.source,
      };
    }),
  );
  return { documents, provenance };
}
