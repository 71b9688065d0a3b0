import type { JsonObject } from "../model/json.ts";
import { writeYaml } from "../pipeline/fmt/write-yaml.ts";
import type { FileWriter } from "../ports/file-writer.ts";

/** What `deployer init` asks for. */
export interface InitialSettings {
  readonly region: string;
  readonly bucket: string;
  readonly table: string;
  readonly profile: string | undefined;
}

/** Writes a settings file for its owner alone. */
export function createSettings(writer: FileWriter, path: string, settings: InitialSettings): void {
  const { region, bucket, table, profile } = settings;
  const parts: readonly JsonObject[] = [
    { version: "v1" },
    { backend: { type: "s3", region, bucket } },
    { locks: { type: "dynamodb", region, table } },
    { aws: profile === undefined ? { region } : { profile, region } },
  ];
  const text = parts.map((part) => writeYaml(part)).join("\n");
  if (writer.exists(path)) writer.replace(path, text, "private");
  else writer.create(path, text, "private");
}
