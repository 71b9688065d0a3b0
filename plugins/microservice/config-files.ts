import type { TranslateContext } from "../../src/kinds/kit.ts";
import type { MicroServiceSpec } from "./schema.ts";

type ConfigFile = TranslateContext["configFiles"][number];

/** A task definition may have 64 KiB in all, so files get half of it and one file a quarter of that half. */
export const largestFileBytes = 8 * 1024;
export const largestTotalBytes = 32 * 1024;

/** The environment variable that carries a file: `app.yaml` becomes `CONFIG_APP_YAML`. */
export const configVariable = (path: string): string => `CONFIG_${path.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;

/** Files below `configs/` as environment variables: the only way into a Fargate container that needs no other service. */
export function configVariables(
  files: readonly ConfigFile[],
  spec: MicroServiceSpec,
): { name: string; value: string }[] {
  const owners = new Map<string, string>([
    ...spec.environment.map((variable) => [variable.name, "`environment`"] as const),
    ...spec.secrets.map((secret) => [secret.envVar ?? secret.name, "`secrets`"] as const),
  ]);
  let total = 0;
  return files.map(({ path, content }) => {
    const name = configVariable(path);
    const owner = owners.get(name);
    if (owner)
      throw new Error(
        `configs/${path} becomes the environment variable ${name}, which ${owner} has already: rename one`,
      );
    owners.set(name, `configs/${path}`);
    const bytes = Buffer.byteLength(content);
    if (bytes > largestFileBytes) {
      throw new Error(
        `configs/${path} has ${bytes} bytes and reaches the container as an environment variable, which may have ${largestFileBytes}: keep large files in the image or in S3`,
      );
    }
    total += bytes;
    if (total > largestTotalBytes) {
      throw new Error(
        `configs/ has more than ${largestTotalBytes} bytes in all, and a task definition has no room for them: keep large files in the image or in S3`,
      );
    }
    return { name, value: content };
  });
}
