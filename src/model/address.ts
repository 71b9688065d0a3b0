type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** A stack's name, checked. */
export type StackName = Brand<string, "StackName">;
/** An environment's name, checked. */
export type EnvironmentName = Brand<string, "EnvironmentName">;
/** `service/component`: names one component within its stack and environment. */
export type Address = Brand<string, "Address">;
/** An AWS region, such as `us-east-1`. */
export type Region = Brand<string, "Region">;
/** Names one deployment of a stack and environment for good: a UUID. */
export type DeploymentId = Brand<string, "DeploymentId">;

/** A stack in an environment: what state, locks and history belong to. */
export interface Scope {
  readonly stack: StackName;
  readonly environment: EnvironmentName;
}

/** What every name must look like: it becomes part of keys, paths, DNS labels and ARNs. */
export const namePattern = /^[a-z][a-z0-9-]{0,61}[a-z0-9]$|^[a-z]$/;
export const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;

export const isName = (text: string): boolean => namePattern.test(text) && !text.includes("--");

/** The service that the foundation's components belong to; no user's service may have this name. */
export const foundationService = "foundation";

export const makeAddress = (service: string, component: string): Address => `${service}/${component}` as Address;

/** Reads `service/component`, or a bare `component` as one of the given service. */
export function parseAddress(text: string, service?: string): Address | undefined {
  const parts = text.split("/");
  if (parts.length === 1 && service !== undefined && isName(text)) return makeAddress(service, text);
  const [first, second] = parts;
  return parts.length === 2 && first && second && isName(first) && isName(second)
    ? makeAddress(first, second)
    : undefined;
}

export function splitAddress(address: Address): { readonly service: string; readonly component: string } {
  const slash = address.indexOf("/");
  return { service: address.slice(0, slash), component: address.slice(slash + 1) };
}
