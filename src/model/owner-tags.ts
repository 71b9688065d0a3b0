import { type Address, type EnvironmentName, type StackName, splitAddress } from "./address.ts";

/** Whose a resource is: tags that say so let it be found again without any state. */
export interface OwnerTags {
  readonly stack: StackName;
  readonly environment: EnvironmentName;
  readonly address: Address;
}

/** Tag keys by which Deployer knows its own resources again. */
export const ownerTagKeys = {
  stack: "deployer:stack",
  environment: "deployer:environment",
  service: "deployer:service",
  component: "deployer:component",
  resource: "deployer:resource",
} as const;

/** Tags of one resource: the owners' labels, then the tags that Deployer finds it by, which no label can replace. */
export function resourceTags(
  owner: OwnerTags,
  labels: Readonly<Record<string, string>>,
  resource: string,
): Record<string, string> {
  const { service, component } = splitAddress(owner.address);
  return {
    Name: `${owner.stack}-${owner.environment}-${service}-${component}-${resource}`,
    ...labels,
    [ownerTagKeys.stack]: owner.stack,
    [ownerTagKeys.environment]: owner.environment,
    [ownerTagKeys.service]: service,
    [ownerTagKeys.component]: component,
    [ownerTagKeys.resource]: resource,
  };
}
