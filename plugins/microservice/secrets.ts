import { type GetSecretResult, getSecret } from "@pulumi/aws/secretsmanager/getSecret";
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

/** Looks every named secret up. Throws where AWS has none of that name. */
export async function resolveSecrets(
  secrets: readonly ContainerSecret[],
  context: TranslateContext,
): Promise<ResolvedSecret[]> {
  const found = await lookUp(secrets.flatMap((secret) => secret.secretRef ?? []));
  return secrets.map((secret) => {
    const named = found.get(secret.secretRef ?? "");
    const arn = named ? pulumi.output(named.arn) : referredArn(secret, context);
    return {
      variable: secret.envVar ?? secret.name,
      arn,
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
      valueFrom: secret.key === undefined ? arn : pulumi.interpolate`${arn}:${secret.key}::`,
      kmsKeyArn: pulumi.output(named ? kmsKeyArn(named.arn, named.kmsKeyId) : null),
    };
  });
}

async function lookUp(references: readonly string[]): Promise<ReadonlyMap<string, GetSecretResult>> {
  const entries = [...new Set(references)].map(
    async (reference) =>
      [reference, await getSecret(reference.startsWith("arn:") ? { arn: reference } : { name: reference })] as const,
  );
  return new Map(await Promise.all(entries));
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
