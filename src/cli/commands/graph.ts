import { ExitCode } from "../../diagnostics/codes.ts";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { check } from "../../operations/check.ts";
import { usageProblem } from "../arguments/usage-problem.ts";
import type { graphArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { configurationRequest } from "../configuration-request.ts";
import { graphDot } from "../views/graph-dot.ts";
import { type GraphDocument, graphJson } from "../views/graph-json.ts";
import { graphMermaid } from "../views/graph-mermaid.ts";
import { graphSvg } from "../views/graph-svg.ts";
import { graphView } from "../views/graph-view.ts";
import { counted } from "../views/layout.ts";

const formats: Readonly<Record<string, (graph: GraphDocument) => string>> = {
  ".dot": graphDot,
  ".mmd": graphMermaid,
  ".json": (graph) => `${JSON.stringify(graph, null, 2)}\n`,
  ".svg": graphSvg,
};

/** `deployer graph` */
export const run: Handler<typeof graphArguments> = async (args, context) => {
  const format = args.output === undefined ? undefined : formatOf(args.output);
  const request = await configurationRequest(args, context);
  const graph = check(await context.composition.repository(), request);
  const document = graphJson(graph);
  if (args.output !== undefined && format) await context.composition.writeText(args.output, format(document));
  return {
    exitCode: ExitCode.done,
    result: document,
    view: (style) =>
      args.output === undefined
        ? graphView(document, style)
        : `Wrote ${counted(document.nodes.length, "component")} in ${counted(document.waves.length, "wave")} to ${args.output}.\n`,
    diagnostics: graph.diagnostics,
  };
};

function formatOf(file: string): (graph: GraphDocument) => string {
  const format = formats[/\.[^./\\]+$/.exec(file)?.[0].toLowerCase() ?? ""];
  if (format) return format;
  const known = Object.keys(formats).join(", ");
  throw new ConfigurationError([usageProblem("Unknown format", `--output takes a file that ends in one of ${known}.`)]);
}
