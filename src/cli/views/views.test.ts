import { describe, expect, test } from "bun:test";
import { expectGolden } from "../../../test/golden/golden-file.ts";
import * as plans from "../../../test/golden/plan-samples.ts";
import * as samples from "../../../test/golden/view-samples.ts";
import type { Address } from "../../model/address.ts";
import { deploymentOutcome } from "../deployment-outcome.ts";
import { deploymentJson } from "./deployment-json.ts";
import { deploymentView } from "./deployment-view.ts";
import { diagnosticsView } from "./diagnostics-view.ts";
import { graphDot } from "./graph-dot.ts";
import { graphMermaid } from "./graph-mermaid.ts";
import { graphSvg } from "./graph-svg.ts";
import { graphView } from "./graph-view.ts";
import { historyJson, historyView } from "./history-view.ts";
import { jsonEnvelope } from "./json-envelope.ts";
import { displayWidth } from "./layout.ts";
import { listJson, listView } from "./list-view.ts";
import { planJson } from "./plan-json.ts";
import { planView } from "./plan-view.ts";
import { componentView, stateView } from "./show-view.ts";
import { statusJson } from "./status-json.ts";
import { statusView } from "./status-view.ts";
import { makeStyle, type Style } from "./style.ts";

const next = "deployer apply --stack user-platform --environment production --simulate";
const deployed = { plan: plans.mixedPlan, next, quiet: false };
const records = [samples.sampleRecord];

const views: Record<string, (style: Style) => string> = {
  "plan-create": (style) => planView(plans.createPlan, style),
  "plan-mixed": (style) => planView(plans.mixedPlan, style),
  "plan-unchanged": (style) => planView(plans.unchangedPlan, style),
  status: (style) => statusView(samples.sampleStatus, style),
  "status-troubled": (style) => statusView(samples.troubledStatus, style),
  diagnostics: (style) => diagnosticsView(samples.sampleDiagnostics, style, (file) => samples.sampleSources[file]),
  history: (style) => historyView(samples.sampleHistory, plans.sampleScope, style),
  "deployment-succeeded": (style) => deploymentView({ ...deployed, report: samples.succeededReport }, style),
  "deployment-failed": (style) => deploymentView({ ...deployed, report: samples.failedReport }, style),
  list: (style) => listView(samples.sampleSnapshot, records, style),
  "show-component": (style) => componentView(samples.sampleRecord, style),
  "show-stack": (style) => stateView(samples.sampleSnapshot, style),
};

describe("views", () => {
  for (const [name, view] of Object.entries(views)) {
    for (const width of [80, 120]) {
      test(`${name} at ${width} columns`, () => {
        const text = view(makeStyle({ width, colour: false }));
        expectGolden(`views/${name}.${width}.txt`, text);
        expect(text).not.toContain("\u001B");
        expect(text.endsWith("\n") && !text.endsWith("\n\n")).toBe(true);
        // The line that names a place stays whole, so that it can be searched for and clicked on.
        const lines = text.split("\n").filter((line) => !/^(error|warning)\[/.test(line));
        for (const line of lines) expect([line, displayWidth(line) <= width]).toEqual([line, true]);
      });
    }
    test(`${name} is the same text in colour`, () => {
      const plain = view(makeStyle({ width: 100, colour: false }));
      expect(Bun.stripANSI(view(makeStyle({ width: 100, colour: true })))).toBe(plain);
    });
  }

  test("a plan with --verbose shows every property of what is created", () => {
    expectGolden(
      "views/plan-create.verbose.txt",
      views["plan-create"]?.(makeStyle({ width: 100, colour: false, verbose: true })) ?? "",
    );
  });

  test("an apply without changes says that no engine was started", () => {
    const style = makeStyle({ width: 80, colour: false });
    const view = { plan: plans.unchangedPlan, next, quiet: false, report: samples.noChangesReport };
    expect(deploymentView(view, style)).toBe("No changes. 3 components are as recorded. No engine was started.\n");
  });
});

const envelope = (command: string, result: unknown): string =>
  jsonEnvelope({ command, exitCode: 0, diagnostics: [], result });

const documents: Record<string, () => string> = {
  "plan-create": () => envelope("plan", planJson(plans.createPlan)),
  "plan-mixed": () => envelope("plan", planJson(plans.mixedPlan)),
  status: () => envelope("status", statusJson(samples.sampleStatus)),
  history: () => envelope("history", historyJson(samples.sampleHistory)),
  list: () => envelope("list", listJson(samples.sampleSnapshot, records)),
  "deployment-succeeded": () => envelope("apply", deploymentJson(samples.succeededReport)),
  "deployment-failed": () => {
    const outcome = deploymentOutcome({ ...deployed, report: samples.failedReport, warnings: [], warned: true });
    return jsonEnvelope({ command: "apply", ...outcome });
  },
  diagnostics: () =>
    jsonEnvelope({ command: "validate", exitCode: 3, diagnostics: samples.sampleDiagnostics, result: null }),
};

describe("JSON documents", () => {
  for (const [name, document] of Object.entries(documents)) {
    test(name, () => {
      expectGolden(`views/${name}.json`, document());
      expect(Object.keys(JSON.parse(document()))).toEqual([
        "formatVersion",
        "command",
        "ok",
        "exitCode",
        "diagnostics",
        "result",
      ]);
    });
  }
});

describe("graphs", () => {
  const hostile = 'a"b<c>&|#/x' as Address;
  const graph = {
    nodes: [
      { address: "foundation/network", kind: "Networking", wave: 1 },
      { address: "user-service/database", kind: "RDS", wave: 2 },
      { address: "user-service/queue", kind: "SQS", wave: 2 },
      { address: "user-service/api", kind: "MicroService", wave: 3 },
    ],
    edges: [
      { from: "user-service/database", to: "foundation/network", reasons: ["infrastructure"] },
      { from: "user-service/api", to: "user-service/database", reasons: ["dependsOn", "valueFrom"] },
      { from: "user-service/api", to: "foundation/network", reasons: ["infrastructure"] },
    ],
    waves: [["foundation/network"], ["user-service/database", "user-service/queue"], ["user-service/api"]],
  };
  const strange = { nodes: [{ address: hostile, kind: "<b>", wave: 1 }], edges: [], waves: [[hostile]] };

  test("are drawn for terminals and files", () => {
    expectGolden("views/graph.txt", graphView(graph, makeStyle({ width: 80, colour: false })));
    expectGolden("views/graph.dot", graphDot(graph));
    expectGolden("views/graph.mmd", graphMermaid(graph));
    expectGolden("views/graph.svg", graphSvg(graph));
  });

  test("escape what their languages would take for their own", () => {
    expect(graphSvg(strange)).toContain("a&quot;b&lt;c&gt;&amp;|#/x");
    expect(graphSvg(strange)).not.toContain("<b>");
    expect(graphDot(strange)).toContain('"a\\"b<c>&|#/x"');
    expect(graphMermaid(strange)).not.toContain('a"b');
  });

  test("of nothing are drawn too", () => {
    const nothing = { nodes: [], edges: [], waves: [] };
    expect(graphSvg(nothing)).toContain("</svg>");
    expect(graphView(nothing, makeStyle({ width: 80, colour: false }))).toBe("The stack has no components.\n");
  });
});
