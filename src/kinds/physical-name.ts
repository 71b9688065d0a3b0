import { type Address, type Scope, splitAddress } from "../model/address.ts";
import { sha256 } from "../model/fingerprint.ts";

/**
 * A name for AWS that stays the same at every deployment. Six characters of a hash over the component's full address
 * keep it unique: names hold hyphens themselves, so that joined ones alone could mean two components. What is readable is
 * cut where AWS allows no more; the hash and the suffix never are.
 */
export function physicalName(
  scope: Scope,
  address: Address,
  options: { readonly maxLength: number; readonly suffix?: string },
): string {
  const { service, component } = splitAddress(address);
  const parts = [scope.stack, scope.environment, service, component];
  const ending = `-${sha256(JSON.stringify(parts)).slice(0, 6)}${options.suffix ? `-${options.suffix}` : ""}`;
  const readable = parts.join("-").slice(0, Math.max(0, options.maxLength - ending.length));
  return `${readable.replace(/-+$/, "")}${ending}`;
}
