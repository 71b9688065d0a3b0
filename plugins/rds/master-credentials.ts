import type { Instance, InstanceArgs } from "@pulumi/aws/rds/instance";
import { getSecretVersion } from "@pulumi/aws/secretsmanager/getSecretVersion";
import * as pulumi from "@pulumi/pulumi";
import type { RdsFields } from "./schema.ts";

export interface MasterCredentials {
  readonly arguments: Pick<InstanceArgs, "password" | "manageMasterUserPassword">;
  /** Where consumers find the password. */
  secretArn(instance: Instance): pulumi.Output<string | null>;
}

/** The password comes from the user's secret, or RDS makes and keeps one that nobody else ever reads. */
export async function masterCredentials(spec: RdsFields): Promise<MasterCredentials> {
  const source = spec.database.passwordSecret;
  if (!source) {
    return {
      arguments: { manageMasterUserPassword: true },
      secretArn: (instance) => instance.masterUserSecrets.apply((secrets) => secrets?.[0]?.secretArn ?? null),
    };
  }
  // Awaited, so that a secret that cannot be read fails this translation alone, before any resource.
  const secret = await getSecretVersion({ secretId: source.ref });
  return {
    arguments: { password: pulumi.secret(passwordIn(secret.secretString, source)) },
    secretArn: () => pulumi.output<string | null>(secret.arn),
  };
}

/** Says what is wrong without a word of the value, which a JSON parser's own message would quote. */
export function passwordIn(text: string, source: { readonly ref: string; readonly key?: string | undefined }): string {
  if (source.key === undefined) return text;
  let value: unknown;
  try {
    value = (JSON.parse(text) as Record<string, unknown> | null)?.[source.key];
  } catch {
    throw new Error(
      `database.passwordSecret: the secret ${source.ref} is no JSON object, so it has no key "${source.key}"`,
    );
  }
  if (typeof value !== "string" || value === "") {
    throw new Error(`database.passwordSecret: the secret ${source.ref} has no text under the key "${source.key}"`);
  }
  return value;
}
