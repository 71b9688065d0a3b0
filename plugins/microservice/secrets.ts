import { getSecretOutput } from "@pulumi/aws/secretsmanager/getSecret";
import type { Output } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerSecret } from "../../schemas/container-secret.ts";
import type { TranslateContext } from "../../src/kinds/kit.ts";

/** A secret as ECS and IAM know it: by ARN. Its value never passes through Deployer. */
export interface ResolvedSecret {
  readonly variable: string;
  readonly arn: Output<string>;
  /** What a container definition says: the ARN, with the key inside a JSON secret. */
  readonly valueFrom: Output<string>;
  /** A key of the user's own that encrypts it; null for the account's default key, which needs no permission. */
  readonly kmsKeyArn: Output<string | null>;
}

export function resolveSecrets(secrets: readonly ContainerSecret[], context: TranslateContext): ResolvedSecret[] {
  const looked = new Map<string, ReturnType<typeof getSecretOutput>>();
  const look = (reference: string) => {
    const found =
      looked.get(reference) ?? getSecretOutput(reference.startsWith("arn:") ? { arn: reference } : { name: reference });
    looked.set(reference, found);
    return found;
  };
  return secrets.map((secret) => {
    const found = secret.secretRef === undefined ? undefined : look(secret.secretRef);
    const arn = found ? found.arn : referredArn(secret, context);
    return {
      variable: secret.envVar ?? secret.name,
      arn,
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
      valueFrom: secret.key === undefined ? arn : pulumi.interpolate`${arn}:${secret.key}::`,
      kmsKeyArn: found
        ? pulumi.all([found.arn, found.kmsKeyId]).apply(([secretArn, key]) => kmsKeyArn(secretArn, key))
        : pulumi.output<string | null>(null),
    };
  });
}

function referredArn(secret: ContainerSecret, context: TranslateContext): Output<string> {
  const { valueFrom } = secret;
  if (!valueFrom) throw new Error(`secrets: "${secret.name}" needs \`secretRef\` or \`valueFrom\``);
  return context.valueFrom(valueFrom).apply((arn: string | null) => {
    if (typeof arn === "string" && arn.startsWith("arn:")) return arn;
    throw new Error(
      `secrets: "${secret.name}" takes ${valueFrom.output} of ${valueFrom.component}, which is no secret's ARN`,
    );
  });
}

/** Secrets Manager gives a key as ARN, as id or as alias; a policy can name the first two. */
export function kmsKeyArn(secretArn: string, key: string): string | null {
  if (/^arn:[^:]+:kms:[^:]*:\d*:key\//.test(key)) return key;
  if (key === "" || key.includes("alias/")) return null;
  const [, partition, , region, account] = secretArn.split(":");
  return `arn:${partition}:kms:${region}:${account}:key/${key}`;
}
