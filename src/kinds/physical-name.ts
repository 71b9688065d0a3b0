import type { Address, Scope } from "../model/address.ts";
import { sha256 } from "../model/fingerprint.ts";

/**
 * A name for AWS that stays the same at every deployment. Where it would be longer than AWS allows it is cut, and six
 * characters of a hash over the whole keep it unique.
 */
export function physicalName(
  scope: Scope,
  address: Address,
  options: { readonly maxLength: number; readonly suffix?: string },
): string {
  const whole = [
    scope.stack,
    scope.environment,
    ...address.split("/"),
    ...(options.suffix ? [options.suffix] : []),
  ].join("-");
  if (whole.length <= options.maxLength) return whole;
  const suffix = options.suffix ? `-${options.suffix}` : "";
  const ending = `-${sha256(whole).slice(0, 6)}${suffix}`;
  const start = whole.slice(0, Math.max(0, options.maxLength - ending.length)).replace(/-+$/, "");
  return `${start}${ending}`;
}
