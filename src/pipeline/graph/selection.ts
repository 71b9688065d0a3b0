import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import { type Address, foundationService, splitAddress } from "../../model/address.ts";
import type { ValidComponent, ValidConfig } from "../../model/configuration.ts";

/** What `--service` and `--component` name, with the foundation that it stands on; everything where they name nothing. */
export function selectComponents(valid: ValidConfig, report: (diagnostic: Diagnostic) => void): Set<Address> {
  const { services, components } = valid.request;
  const byAddress = new Map(valid.components.map((each) => [each.address, each]));
  if (services.length === 0 && components.length === 0) return new Set(byAddress.keys());
  const selected = new Set<Address>();
  for (const service of services) {
    for (const address of byAddress.keys()) if (splitAddress(address).service === service) selected.add(address);
    if (!valid.services.includes(service) && service !== foundationService) report(serviceNotFound(service, valid));
  }
  for (const name of components) {
    const address = findComponent(name, valid, report);
    if (address !== undefined && byAddress.has(address)) selected.add(address);
  }
  addFoundations(selected, byAddress);
  return selected;
}

function addFoundations(selected: Set<Address>, byAddress: ReadonlyMap<Address, ValidComponent>): void {
  // The set grows while it is walked: foundations stand on foundations.
  for (const address of selected) for (const each of byAddress.get(address)?.foundations ?? []) selected.add(each);
}

function serviceNotFound(service: string, valid: ValidConfig): Diagnostic {
  const nearest = nearestName(service, valid.services);
  return errorDiagnostic("SERVICE_NOT_FOUND", {
    summary: "There is no such service",
    detail: `The stack ${valid.stackName} has no service ${service}.`,
    hint: nearest ? `Did you mean ${nearest}?` : `The services are ${valid.services.join(", ")}.`,
  });
}

/** A component named as `service/component`, or by a bare name that is unique in the stack or in the named services. */
function findComponent(
  name: string,
  valid: ValidConfig,
  report: (diagnostic: Diagnostic) => void,
): Address | undefined {
  const present = [...valid.components.map((each) => each.address), ...valid.broken];
  const matches = (addresses: Iterable<Address>): Address[] =>
    [...new Set(addresses)].filter((address) => address === name || splitAddress(address).component === name).sort();
  const found = matches(present);
  const { services } = valid.request;
  const narrowed = found.length > 1 ? found.filter((each) => services.includes(splitAddress(each).service)) : found;
  if (narrowed.length === 1) return narrowed[0];
  const several = found.length > 1;
  const disabled = !several && matches(valid.disabled).length > 0;
  const nearest = nearestName(name, [...present, ...present.map((each) => splitAddress(each).component)]);
  report(
    errorDiagnostic("COMPONENT_NOT_FOUND", {
      summary: several ? "Several components have this name" : "There is no such component",
      detail: several
        ? `${name} may be ${found.join(" or ")}.`
        : disabled
          ? `${name} is left out${valid.environment ? ` of ${valid.environment}` : ""} by enabled: false.`
          : `The stack ${valid.stackName} has no component ${name}.`,
      hint: several
        ? "Write service/component."
        : disabled
          ? undefined
          : nearest
            ? `Did you mean ${nearest}?`
            : "Write service/component; `deployer list` shows them all.",
    }),
  );
  return undefined;
}
