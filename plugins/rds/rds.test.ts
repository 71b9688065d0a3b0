import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import * as v from "valibot";
import { answerCloud } from "../../test/kinds/answer-cloud.ts";
import { expectGolden } from "../../test/kinds/golden.ts";
import { readmeExamples } from "../../test/kinds/readme-examples.ts";
import { recordTranslation, type Translation } from "../../test/kinds/record-translation.ts";
import { specIssues } from "../../test/kinds/spec-issues.ts";
import kind from "./index.ts";
import { passwordIn } from "./master-credentials.ts";
import { rdsSpec } from "./schema.ts";

const address = "notification-service/database";
const postgres = { type: "postgres", version: "15.4" };
const readme = {
  engine: postgres,
  instance: { class: "db.t3.medium", storage: { type: "gp3", allocatedGB: 50 } },
  database: {
    name: "notificationdb",
    username: "dbadmin",
    passwordSecret: { ref: "/stacks/user-platform/notification-service/db-password" },
  },
};
const production = {
  engine: { type: "mysql", version: "8.0" },
  instance: {
    class: "db.m6g.large",
    multiAZ: true,
    storage: { type: "io2", allocatedGB: 100, maxAllocatedGB: 500, iops: 3000 },
  },
  backup: { retentionDays: 30, window: "02:00-03:00" },
  maintenance: { window: "Sun:04:00-Sun:05:00" },
  performanceInsights: { enabled: true },
  monitoring: { intervalSeconds: 60, logExports: ["error", "slowquery"] },
  parameters: [{ name: "max_connections", value: "500", apply: "pending-reboot" }],
};
const existing = { identifier: "shared", endpoint: "db.example.com", port: 5432, securityGroupId: "sg-0abc" };

test("RDS translates an existing database into no resource at all", async () => {
  const { resources, outputs } = await recordTranslation(kind, { spec: { existing } });
  const unsaid = { databaseName: null, username: null, arn: null, secretArn: null };
  expect([resources, outputs]).toEqual([[], { ...existing, address: existing.endpoint, ...unsaid }]);
  const spec = v.parse(kind.spec, { existing: { ...existing, username: "app" } });
  expect(kind.absentOutputs?.(spec)).toEqual(["databaseName", "arn", "secretArn"]);
  expect(kind.requires(spec)).toEqual([]);
  expect(specIssues(kind, { existing, backup: {} })).toEqual([
    'backup: Invalid key: Expected never but received "backup"',
  ]);
});

test("RDS puts a boundary on its role and a key on its logs", async () => {
  const key = "arn:aws:kms:us-east-1:123456789012:key/logs";
  const boundary = "arn:aws:iam::123456789012:policy/boundary";
  const monitoring = {
    intervalSeconds: 60,
    logExports: ["postgresql"],
    logKmsKeyArn: key,
    permissionsBoundaryArn: boundary,
  };
  const spec = { engine: { type: "postgres", version: "15" }, monitoring };
  const { resources } = await recordTranslation(kind, { spec });
  expect(resources.find((each) => each.type === "aws:iam/role:Role")?.inputs.permissionsBoundary).toBe(boundary);
  expect(resources.find((each) => each.type === "aws:cloudwatch/logGroup:LogGroup")?.inputs.kmsKeyId).toBe(key);
});

const instanceOf = (translation: Translation) => {
  const found = translation.resources.find((each) => each.type === "aws:rds/instance:Instance");
  if (!found) throw new Error("the translation made no instance");
  return found;
};

describe("RDS accepts", () => {
  const cases: Record<string, unknown> = {
    "the README's example": readme,
    "an engine alone": { engine: postgres },
    "a version that AWS completes": { engine: { type: "postgres", version: "16" } },
    "a production database": production,
    "gp3 with more IOPS": { engine: postgres, instance: { storage: { allocatedGB: 400, iops: 13000 } } },
  };
  for (const [name, spec] of Object.entries(cases)) test(name, () => expect(specIssues(kind, spec)).toEqual([]));
});

describe("RDS rejects", () => {
  const engine = postgres;
  const cases: [string, unknown, string][] = [
    ["no engine", {}, "engine"],
    ["an unknown field", { engine, publiclyAccessible: true }, "publiclyAccessible"],
    ["an unknown engine", { engine: { type: "oracle", version: "19" } }, "engine.type"],
    ["a version that YAML made a number", { engine: { type: "postgres", version: 15.4 } }, "engine.version"],
    ["a version that says too little", { engine: { type: "mysql", version: "8" } }, "engine.version"],
    ["a class without db.", { engine, instance: { class: "t3.medium" } }, "instance.class"],
    ["too little storage", { engine, instance: { storage: { allocatedGB: 10 } } }, "instance.storage.allocatedGB"],
    ["io2 without IOPS", { engine, instance: { storage: { type: "io2", allocatedGB: 100 } } }, "instance.storage.iops"],
    ["IOPS on a small gp3", { engine, instance: { storage: { iops: 4000 } } }, "instance.storage.iops"],
    [
      "no room to grow",
      { engine, instance: { storage: { allocatedGB: 100, maxAllocatedGB: 105 } } },
      "instance.storage.maxAllocatedGB",
    ],
    ["a password", { engine, database: { password: "hunter2" } }, "database.password"],
    [
      "a password for a secret's name",
      { engine, database: { passwordSecret: { ref: "hunter 2!" } } },
      "database.passwordSecret.ref",
    ],
    ["a reserved user", { engine, database: { username: "admin" } }, "database.username"],
    [
      "a user too long for MySQL",
      { engine: { type: "mysql", version: "8.0" }, database: { username: "averyveryverylongname" } },
      "database.username",
    ],
    ["a window that is none", { engine, backup: { window: "3am" } }, "backup.window"],
    [
      "automatic upgrades of an exact version",
      { engine, maintenance: { autoMinorVersionUpgrade: true } },
      "maintenance.autoMinorVersionUpgrade",
    ],
    ["a log of another engine", { engine, monitoring: { logExports: ["slowquery"] } }, "monitoring.logExports"],
    [
      "a parameter twice",
      {
        engine,
        parameters: [
          { name: "a", value: "1" },
          { name: "a", value: "2" },
        ],
      },
      "parameters.1.name",
    ],
  ];
  for (const [name, spec, path] of cases) {
    test(name, () => {
      const issues = specIssues(kind, spec);
      expect(issues).toHaveLength(1);
      expect(issues[0]).toStartWith(`${path}: `);
    });
  }
});

describe("RDS translates", () => {
  for (const [name, spec] of Object.entries({ readme, production, minimal: { engine: postgres } })) {
    test(name, async () => {
      const translation = await recordTranslation(kind, { spec, address });
      await expectGolden(join(import.meta.dir, "golden", `${name}.json`), translation);
      expect(v.is(kind.outputs, translation.outputs)).toBe(true);
    });
  }

  test("a first plan into the same resources", async () => {
    const first = await recordTranslation(kind, { spec: readme, address, firstPlan: true });
    const later = await recordTranslation(kind, { spec: readme, address });
    expect(first.resources.map((each) => each.name)).toEqual(later.resources.map((each) => each.name));
    expect(first.outputs.endpoint).toBe("unknown");
  });

  test("the password as a secret, and into no output", async () => {
    const translation = await recordTranslation(kind, { spec: readme, address });
    expect(instanceOf(translation).inputs.password).toEqual({ secret: "hunter2" });
    expect(JSON.stringify(translation.outputs)).not.toContain("hunter2");
  });

  test("protection on, and off only to retire", async () => {
    const kept = instanceOf(await recordTranslation(kind, { spec: readme, address }));
    expect(kept.options).toEqual({ protect: true, deleteBeforeReplace: true });
    expect(kept.inputs.deletionProtection).toBe(true);
    const retired = instanceOf(await recordTranslation(kind, { spec: readme, address, retiring: true }));
    expect(retired.options).toEqual({ deleteBeforeReplace: true });
    expect(retired.inputs).toMatchObject({ deletionProtection: false, skipFinalSnapshot: false });
    expect(retired.inputs.finalSnapshotIdentifier).toBe(`${kept.inputs.finalSnapshotIdentifier}-d1`);
  });

  test("minor upgrades on where the version leaves them open", async () => {
    const open = await recordTranslation(kind, { spec: { engine: { type: "postgres", version: "16" } }, address });
    expect(instanceOf(open).inputs.autoMinorVersionUpgrade).toBe(true);
    const exact = await recordTranslation(kind, { spec: { engine: postgres }, address });
    expect(instanceOf(exact).inputs.autoMinorVersionUpgrade).toBe(false);
  });

  test("a TLS parameter that the user names only as the user says", async () => {
    const spec = { engine: postgres, parameters: [{ name: "rds.force_ssl", value: "0" }] };
    const { resources } = await recordTranslation(kind, { spec, address });
    const group = resources.find((each) => each.name === "parameter-group");
    expect(group?.inputs.parameters).toEqual([{ name: "rds.force_ssl", value: "0", applyMethod: "immediate" }]);
  });

  test("no rule into the database's security group, because consumers bring their own", async () => {
    const { resources } = await recordTranslation(kind, { spec: production, address });
    expect(resources.filter((each) => each.type.includes("Rule"))).toEqual([]);
    const group = resources.find((each) => each.name === "security-group");
    expect(group?.inputs).not.toHaveProperty("ingress");
  });
});

describe("a password", () => {
  test("is the whole secret, or one key of it", () => {
    expect(passwordIn("hunter2", { ref: "s" })).toBe("hunter2");
    expect(passwordIn('{"password":"hunter2"}', { ref: "s", key: "password" })).toBe("hunter2");
  });
  for (const text of ["hunter2", '{"other":"hunter2"}', '{"password":42}', "null"]) {
    test(`that is not there is an error without ${text} in it`, () => {
      expect(() => passwordIn(text, { ref: "/db", key: "password" })).toThrow(/secret \/db .*"password"/);
      expect(() => passwordIn(text, { ref: "/db", key: "password" })).not.toThrow(/hunter2/);
    });
  }
});

describe("RDS is", () => {
  const cases: [string | undefined, "healthy" | "inconclusive" | "unhealthy"][] = [
    ["available", "healthy"],
    ["backing-up", "healthy"],
    ["configuring-enhanced-monitoring", "healthy"],
    ["storage-optimization", "healthy"],
    ["creating", "inconclusive"],
    ["modifying", "inconclusive"],
    ["rebooting", "inconclusive"],
    ["a-status-of-the-future", "inconclusive"],
    ["failed", "unhealthy"],
    ["incompatible-parameters", "unhealthy"],
    ["storage-full", "unhealthy"],
    ["stopped", "unhealthy"],
    [undefined, "unhealthy"],
  ];
  const outputs = {
    endpoint: "db.example.com",
    address: "db.example.com",
    port: 5432,
    databaseName: "app",
    username: "dbadmin",
    identifier: "db",
    arn: "arn",
    securityGroupId: "sg-1",
    secretArn: null,
  };
  for (const [status, result] of cases) {
    test(`${result} where AWS says ${status}`, async () => {
      const ask = answerCloud({ "rds:instance": status === undefined ? undefined : { status, endpoint: undefined } });
      const verdict = await kind.health({ spec: v.parse(rdsSpec, readme), outputs, ask });
      expect(verdict.result).toBe(result);
    });
  }
});

test("RDS accepts every example of its README", () => {
  const examples = readmeExamples(import.meta.dir);
  expect(examples.length).toBeGreaterThan(1);
  expect(examples.map((spec) => specIssues(kind, spec))).toEqual(examples.map(() => []));
});
