import { describe, expect, test } from "bun:test";
import * as v from "valibot";
import { historySchema } from "../../schemas/history.ts";
import { journalSchema } from "../../schemas/journal.ts";
import { lockSchema } from "../../schemas/lock.ts";
import { settingsSchema } from "../../schemas/settings.ts";
import { stateSchema } from "../../schemas/state.ts";
import { convert } from "../../scripts/json-schema/convert.ts";
import { toStateDocument } from "../../src/model/state-document.ts";
import { componentRecord, emptySnapshot } from "../fakes/snapshot.ts";
import { complaints, independentValidator } from "./independent-validator.ts";

const record = componentRecord("cart/api", { outputs: { url: { state: "known", value: "https://example.com" } } });
const state = toStateDocument(emptySnapshot({ components: { [record.address]: record } }));

const documents: Readonly<Record<string, { readonly schema: v.GenericSchema; readonly document: object }>> = {
  state: { schema: stateSchema, document: state },
  history: {
    schema: historySchema,
    document: {
      formatVersion: 1,
      number: 1,
      deploymentId: "d",
      version: null,
      operation: "apply",
      status: "SUCCEEDED",
      startedAt: "2026-01-02T03:04:05.000Z",
      finishedAt: "2026-01-02T03:04:06.000Z",
      by: "alice",
      gitCommit: null,
      ciRun: null,
      planId: "p",
      summary: { create: 1, update: 0, replace: 0, delete: 0, noOp: 0 },
      components: [
        { address: "cart/api", action: "CREATE", status: "SUCCEEDED", health: "HEALTHY", durationMs: 1, error: null },
      ],
      snapshot: state,
    },
  },
  journal: {
    schema: journalSchema,
    document: {
      formatVersion: 1,
      deploymentId: "d",
      operation: "apply",
      startedAt: "2026-01-02T03:04:05.000Z",
      by: "alice",
      hostname: "host",
      pid: 1,
      planId: "p",
      components: {
        "cart/api": { action: "CREATE", record, state: "intended", startedAt: "2026-01-02T03:04:05.000Z" },
      },
    },
  },
  lock: {
    schema: lockSchema,
    document: {
      lockKey: "stack:shop:env:development",
      lockId: "l",
      lockedBy: "alice",
      lockedAt: 1,
      expiresAt: 2,
      lastHeartbeat: 1,
      recordVersion: "r",
      epoch: 1,
      metadata: { hostname: "host", pid: 1, version: "1", command: "apply" },
    },
  },
  settings: {
    schema: settingsSchema,
    document: { version: "v1", backend: { type: "s3", bucket: "state" }, preferences: { parallelism: 4 } },
  },
};

const values: readonly unknown[] = [null, "text", "", -1, 1.5, true, [], ["text"], {}, { unknown: 1 }];

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every copy of a mapping with one place changed or taken out. valibot takes a list for a mapping, which no store writes. */
function mutations(value: Record<string, unknown>): unknown[] {
  return Object.entries(value).flatMap(([key, member]) => {
    const { [key]: _, ...others } = value;
    const changed = isMapping(member)
      ? [...values.filter((each) => !Array.isArray(each)), ...mutations(member)]
      : values;
    return [others, ...changed.map((each) => ({ ...value, [key]: each }))];
  });
}

describe("the schema agrees with the one that stores use about", () => {
  for (const [name, { schema, document }] of Object.entries(documents)) {
    test(name, () => {
      const validator = independentValidator(convert(schema));
      expect(validator(document)).toBe(true);
      const found = mutations({ ...document }).flatMap((each) => {
        const accepted = validator(each);
        if (accepted === v.is(schema, each)) return [];
        return [`${JSON.stringify(each)}: ${accepted ? "only valibot refuses it" : complaints(validator)}`];
      });
      expect(found).toEqual([]);
    });
  }
});
