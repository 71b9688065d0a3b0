import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import * as v from "valibot";
import { answerCloud } from "../../test/kinds/answer-cloud.ts";
import { expectGolden } from "../../test/kinds/golden.ts";
import { readmeExamples } from "../../test/kinds/readme-examples.ts";
import { recordTranslation } from "../../test/kinds/record-translation.ts";
import { specIssues } from "../../test/kinds/spec-issues.ts";
import kind from "./index.ts";
import { networkingSpec } from "./schema.ts";
import { subnetCidrs } from "./subnet-cidrs.ts";

const address = "foundation/network";
const existing = {
  vpcId: "vpc-0a1b",
  privateSubnetIds: ["subnet-0a", "subnet-0b"],
  publicSubnetIds: ["subnet-0c", "subnet-0d"],
};

describe("Networking accepts", () => {
  const cases: unknown[] = [
    {},
    { vpc: { cidr: "172.20.0.0/22" } },
    { availabilityZones: 3, nat: "perZone" },
    { nat: "none" },
    { existing },
  ];
  for (const spec of cases) test(JSON.stringify(spec), () => expect(specIssues(kind, spec)).toEqual([]));
});

describe("Networking rejects", () => {
  const cases: [string, unknown, string][] = [
    ["an unknown field", { cidr: "10.0.0.0/16" }, "cidr"],
    ["a VPC that is too large", { vpc: { cidr: "10.0.0.0/8" } }, "vpc.cidr"],
    ["a VPC that is too small", { vpc: { cidr: "10.0.0.0/24" } }, "vpc.cidr"],
    ["an address that is no block", { vpc: { cidr: "10.0.0.1/16" } }, "vpc.cidr"],
    ["no address", { vpc: { cidr: "10.0.0.256/16" } }, "vpc.cidr"],
    ["one zone", { availabilityZones: 1 }, "availabilityZones"],
    ["an endpoint twice", { interfaceEndpoints: ["logs", "logs"] }, "interfaceEndpoints"],
    ["an endpoint for S3", { interfaceEndpoints: ["s3"] }, "interfaceEndpoints"],
    ["a network that exists beside one to make", { existing, nat: "none" }, "existing"],
    ["an unknown NAT", { nat: true }, "nat"],
    ["a single subnet", { existing: { ...existing, publicSubnetIds: ["subnet-0a"] } }, "existing.publicSubnetIds"],
    ["no VPC id", { existing: { ...existing, vpcId: "main" } }, "existing.vpcId"],
  ];
  for (const [name, spec, path] of cases) {
    test(name, () => {
      const issues = specIssues(kind, spec);
      expect(issues.length).toBeGreaterThan(0);
      for (const issue of issues) expect(issue).toStartWith(`${path}: `);
    });
  }
});

describe("Networking cuts", () => {
  test("a /16 into /20 subnets", () => {
    expect(subnetCidrs("10.0.0.0/16", 3)).toEqual([
      { private: "10.0.0.0/20", public: "10.0.128.0/20" },
      { private: "10.0.16.0/20", public: "10.0.144.0/20" },
      { private: "10.0.32.0/20", public: "10.0.160.0/20" },
    ]);
  });
  test("a /22 into /26 subnets", () => {
    expect(subnetCidrs("192.168.4.0/22", 2)).toEqual([
      { private: "192.168.4.0/26", public: "192.168.6.0/26" },
      { private: "192.168.4.64/26", public: "192.168.6.64/26" },
    ]);
  });
  test("two zones as it cuts three, so that one can be added", () => {
    expect(subnetCidrs("10.0.0.0/16", 3).slice(0, 2)).toEqual(subnetCidrs("10.0.0.0/16", 2));
  });
});

describe("Networking translates", () => {
  const examples: Record<string, unknown> = {
    default: {},
    "three-zones": { vpc: { cidr: "10.20.0.0/16" }, availabilityZones: 3, nat: "perZone" },
    "without-nat": { nat: "none" },
    "interface-endpoints": { nat: "none", interfaceEndpoints: ["ecr.api", "logs"] },
  };
  for (const [name, spec] of Object.entries(examples)) {
    test(name, async () => {
      const translation = await recordTranslation(kind, { spec, address });
      await expectGolden(join(import.meta.dir, "golden", `${name}.json`), translation);
      expect(v.is(kind.outputs, translation.outputs)).toBe(true);
    });
  }
  test("an existing network into no resource at all", async () => {
    expect(await recordTranslation(kind, { spec: { existing }, address })).toEqual({
      resources: [],
      outputs: { ...existing, vpcCidr: "172.16.0.0/16" },
    });
  });
  test("a first plan into the same resources", async () => {
    const [first, later] = [
      await recordTranslation(kind, { spec: {}, address, firstPlan: true }),
      await recordTranslation(kind, { spec: {}, address }),
    ];
    expect(first.resources.map((each) => each.name)).toEqual(later.resources.map((each) => each.name));
    expect(first.outputs.privateSubnetIds).toBe("unknown");
  });
});

describe("Networking is", () => {
  const cases: ["available" | "pending" | undefined, "healthy" | "inconclusive" | "unhealthy"][] = [
    ["available", "healthy"],
    ["pending", "inconclusive"],
    [undefined, "unhealthy"],
  ];
  for (const [state, result] of cases) {
    test(`${result} where AWS says ${state}`, async () => {
      const ask = answerCloud({ "ec2:vpc": state && { state } });
      const outputs = { ...existing, vpcCidr: "10.0.0.0/16" };
      expect((await kind.health({ spec: v.parse(networkingSpec, {}), outputs, ask })).result).toBe(result);
    });
  }
});

test("Networking accepts every example of its README", () => {
  const examples = readmeExamples(import.meta.dir);
  expect(examples.length).toBeGreaterThan(1);
  expect(examples.map((spec) => specIssues(kind, spec))).toEqual(examples.map(() => []));
});
