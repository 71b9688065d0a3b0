import { type Address, splitAddress } from "./address.ts";

/** The services and components that a command names; both empty means all. */
export interface Selection {
  readonly services: readonly string[];
  /** Addresses or bare names. */
  readonly components: readonly string[];
}

/** Whether a selection takes a component in. */
export function isSelected(address: Address, selection: Selection): boolean {
  const { services, components } = selection;
  if (services.length === 0 && components.length === 0) return true;
  const { service, component } = splitAddress(address);
  return services.includes(service) || components.includes(address) || components.includes(component);
}
