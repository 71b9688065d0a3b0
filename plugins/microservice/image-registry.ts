import { partitionOf } from "../../schemas/aws-partition.ts";

/** ARN of the ECR repository that an image comes from; undefined where it comes from elsewhere and needs no permission. */
export function ecrRepositoryArn(repository: string): string | undefined {
  const match = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(.+)$/.exec(repository);
  if (!match) return undefined;
  const [, account, region = "", name] = match;
  return `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${name}`;
}
