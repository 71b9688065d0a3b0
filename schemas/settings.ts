import * as v from "valibot";

const text = v.pipe(v.string(), v.minLength(1));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The user's own settings, `~/.deployer/config.yaml`, key for key as document 002 writes them. */
export const settingsSchema = v.strictObject({
  /** Form of the file. */
  version: v.optional(v.literal("v1")),
  /** Where state lives. The simulated account always keeps its own beside it, unless a file named by `--config` says otherwise. */
  backend: v.optional(
    v.strictObject({
      type: v.optional(v.picklist(["s3", "local"]), "s3"),
      region: v.optional(text),
      bucket: v.optional(text),
      prefix: v.optional(v.string()),
      /** Folder of a local backend. */
      path: v.optional(text),
    }),
  ),
  locks: v.optional(
    v.strictObject({
      type: v.optional(v.picklist(["dynamodb", "local"]), "dynamodb"),
      region: v.optional(text),
      table: v.optional(text),
      /** Seconds. */
      ttl: v.optional(positive),
      /** Seconds. */
      heartbeat: v.optional(positive),
    }),
  ),
  aws: v.optional(
    v.strictObject({
      profile: v.optional(text),
      region: v.optional(text),
      assumeRole: v.optional(v.strictObject({ roleArn: text, sessionName: v.optional(text) })),
    }),
  ),
  pulumi: v.optional(v.strictObject({ backend: v.optional(text), accessToken: v.optional(text) })),
  preferences: v.optional(
    v.strictObject({
      /** False: as with `--no-color`. */
      colorOutput: v.optional(v.boolean(), true),
      /** False: progress as plain lines, on a terminal too. */
      progressBar: v.optional(v.boolean(), true),
      /** True: as with `--auto-approve`. */
      autoApprove: v.optional(v.boolean(), false),
      /** Components worked on at once, at most; `--parallelism` is stronger. */
      parallelism: v.optional(positive, 10),
    }),
    {},
  ),
  logging: v.optional(
    v.strictObject({
      level: v.optional(v.picklist(["debug", "info", "warn", "error"])),
      file: v.optional(text),
      maxSize: v.optional(positive),
      maxBackups: v.optional(positive),
      maxAge: v.optional(positive),
    }),
  ),
});

export type Settings = v.InferOutput<typeof settingsSchema>;
