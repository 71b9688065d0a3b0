import { describe, expect, test } from "bun:test";
import { memoryFiles } from "../../../test/fixtures/memory-files.ts";
import { runStages } from "../../../test/fixtures/run-stages.ts";
import type { Address } from "../../model/address.ts";
import type { ConfigurationRequest } from "../../model/configuration.ts";
import { cyclicSets, shortestCycle } from "./cycles.ts";
import { findWaves } from "./waves.ts";

const header = (group: string, kind: string, metadata: string) =>
  `apiVersion: ${group}.deployer.io/v1\nkind: ${kind}\nmetadata: {${metadata}}\n`;

/** A stack in which each component is `service/name: kind and spec`. */
function stack(parts: Record<string, string>): Record<string, string> {
  const files: Record<string, string> = { "stacks/shop/stack.yaml": header("core", "Stack", "name: shop") };
  for (const [address, body] of Object.entries(parts)) {
    const [service = "", name = ""] = address.split("/");
    const [kind = "", spec = "{}"] = body.split("|");
    files[`stacks/shop/services/${service}/service.yaml`] = header("core", "Service", `name: ${service}`);
    files[`stacks/shop/services/${service}/components/${name}/it.yaml`] =
      `${header("components", kind, `name: ${name}`)}spec: ${spec}\n`;
  }
  return files;
}

const shop = stack({
  "cart/api":
    "Web|{image: a, dependsOn: [queue], environment: [{name: A, value: {valueFrom: {component: queue, output: url}}}]}",
  "cart/queue": "Queue",
  "mail/api": "Web|{image: a, dependsOn: [cart/api]}",
  "mail/queue": "Queue",
});
const run = (parts: Partial<ConfigurationRequest> = {}) => runStages(memoryFiles(shop), parts);
const selected = (parts: Partial<ConfigurationRequest>) => [...(run(parts).graph?.selected ?? [])].map(String).sort();

describe("the graph", () => {
  test("has one edge per pair, with its reasons, and waves by the longest chain", () => {
    const { graph, diagnostics } = run();
    expect(diagnostics).toEqual([]);
    expect(graph?.waves.map((wave) => wave.map(String))).toEqual([
      ["cart/queue", "foundation/network", "mail/queue"],
      ["foundation/cluster"],
      ["cart/api"],
      ["mail/api"],
    ]);
    expect(graph?.edges.map(({ from, to, reasons }) => `${from} -> ${to}: ${reasons.join()}`)).toEqual([
      "foundation/cluster -> foundation/network: infrastructure",
      "cart/api -> cart/queue: dependsOn,valueFrom",
      "cart/api -> foundation/cluster: infrastructure",
      "mail/api -> cart/api: dependsOn",
      "mail/api -> foundation/cluster: infrastructure",
    ]);
    expect([...(graph?.components.keys() ?? [])]).toEqual(graph?.waves.flat() ?? []);
  });

  test.each<[Partial<ConfigurationRequest>, readonly string[]]>([
    [{}, ["cart/api", "cart/queue", "foundation/cluster", "foundation/network", "mail/api", "mail/queue"]],
    [{ services: ["cart"] }, ["cart/api", "cart/queue", "foundation/cluster", "foundation/network"]],
    [{ components: ["mail/queue"] }, ["mail/queue"]],
    [{ components: ["mail/api"] }, ["foundation/cluster", "foundation/network", "mail/api"]],
    [
      { services: ["cart"], components: ["mail/queue"] },
      ["cart/api", "cart/queue", "foundation/cluster", "foundation/network", "mail/queue"],
    ],
  ])("%j selects %j", (parts, expected) => {
    expect(selected(parts)).toEqual([...expected]);
  });

  test("a bare name must be unique", () => {
    const { diagnostics } = run({ components: ["api"] });
    expect(diagnostics.map((each) => [each.code, each.detail])).toEqual([
      ["COMPONENT_NOT_FOUND", "api may be cart/api or mail/api."],
    ]);
  });
});

const addresses = (count: number): Address[] =>
  Array.from({ length: count }, (_, index) => `s/c${String(index).padStart(5, "0")}` as Address);

describe("waves and cycles", () => {
  test("a chain of 10,000 components has 10,000 waves, and as a circle is one cycle", () => {
    const nodes = addresses(10_000);
    const chain = new Map(nodes.slice(1).map((node, index) => [node, [nodes[index] as Address]]));
    expect(findWaves(nodes, chain).length).toBe(10_000);
    expect(cyclicSets(nodes, chain)).toEqual([]);
    const circle = new Map([...chain, [nodes[0] as Address, [nodes.at(-1) as Address]]]);
    const [set = []] = cyclicSets(nodes, circle);
    expect(set.length).toBe(10_000);
    expect(shortestCycle(set, circle).length).toBe(10_001);
  });

  test("on random graphs, cyclic sets are those of mutual reachability and waves respect every edge", () => {
    let state = Number(process.env.SEED ?? 7);
    const below = (bound: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * bound);
    };
    for (let round = 0; round < 200; round++) {
      const nodes = addresses(1 + below(12));
      const outgoing = new Map(nodes.map((node) => [node, nodes.filter(() => below(nodes.length) === 0)]));
      const reach = (from: Address): Set<Address> => {
        const seen = new Set<Address>();
        const queue = [...(outgoing.get(from) ?? [])];
        for (const node of queue) {
          if (seen.has(node)) continue;
          seen.add(node);
          queue.push(...(outgoing.get(node) ?? []));
        }
        return seen;
      };
      const reaches = new Map(nodes.map((node) => [node, reach(node)]));
      const expected = nodes.filter((node) => reaches.get(node)?.has(node));
      const sets = cyclicSets(nodes, outgoing);
      expect(sets.flat().sort()).toEqual(expected);
      for (const set of sets) {
        const cycle = shortestCycle(set, outgoing);
        expect(cycle[0]).toBe(cycle.at(-1) as Address);
        for (const [index, to] of cycle.slice(1).entries()) expect(outgoing.get(cycle[index] as Address)).toContain(to);
        for (const a of set) for (const b of set) expect(reaches.get(a)?.has(b)).toBe(true);
      }
      const member = new Map(sets.flatMap((set, index) => set.map((node) => [node, index] as const)));
      const sound = new Map(
        [...outgoing].map(([from, targets]) => [
          from,
          targets.filter((to) => !(member.has(from) && member.get(from) === member.get(to))),
        ]),
      );
      const waves = findWaves(nodes, sound);
      const level = new Map(waves.flatMap((wave, index) => wave.map((node) => [node, index] as const)));
      expect(level.size).toBe(nodes.length);
      for (const [from, targets] of sound) {
        const deepest = Math.max(-1, ...targets.map((to) => level.get(to) ?? -1));
        expect(level.get(from)).toBe(deepest + 1);
      }
    }
  });
});
