import { describe, expect, test } from "bun:test";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { readSettings } from "./read-settings.ts";

const folder = mkdtempSync(join(tmpdir(), "deployer-settings-"));

function file(text: string): string {
  const path = join(folder, `${Bun.hash(text)}.yaml`);
  writeFileSync(path, text);
  return path;
}

const problemsOf = (path: string, named = true): Promise<string[]> =>
  readSettings(path, named).then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof ConfigurationError)) throw error;
      return error.diagnostics.map((each) => `${each.code} ${each.detail.slice(path.length + 2)}`);
    },
  );

describe("settings", () => {
  test("are the defaults where the usual file is absent, and an error where a named one is", async () => {
    const absent = join(folder, "absent.yaml");
    expect((await readSettings(absent, false)).preferences).toEqual({
      colorOutput: true,
      progressBar: true,
      autoApprove: false,
      parallelism: 10,
    });
    expect((await problemsOf(absent))[0]).toContain("SETTINGS_INVALID ENOENT");
  });

  test("accept every key of the documented file", async () => {
    const documented = file(`version: v1
backend: {type: s3, region: us-east-1, bucket: company-deployer-state, prefix: ""}
locks: {type: dynamodb, region: us-east-1, table: company-deployer-locks, ttl: 3600, heartbeat: 30}
aws: {profile: default, region: us-east-1, assumeRole: {roleArn: "arn:aws:iam::123456789012:role/DeployerRole", sessionName: deployer}}
pulumi: {backend: s3}
preferences: {colorOutput: true, progressBar: true, autoApprove: false, parallelism: 4}
logging: {level: info, file: ~/.deployer/logs/deployer.log, maxSize: 100, maxBackups: 10, maxAge: 30}
`);
    expect((await readSettings(documented, false)).preferences.parallelism).toBe(4);
  });

  test("name every problem at once", async () => {
    const problems = await problemsOf(file("version: v2\npreferences: {parallelism: 0, colour: false}\n"));
    expect(problems).toHaveLength(3);
    expect(problems.join("\n")).toContain("preferences.parallelism");
    expect(problems.join("\n")).toContain("preferences.colour");
  });

  test("that are no YAML say so", async () => {
    expect(await problemsOf(file("preferences: [\n"))).toHaveLength(1);
  });

  test("refuse a backend that this version does not have, where the file was named", async () => {
    const s3 = file("backend: {type: s3, bucket: b}\n");
    expect((await problemsOf(s3))[0]).toContain("type: local");
    expect(await problemsOf(s3, false)).toEqual([]);
  });
});
