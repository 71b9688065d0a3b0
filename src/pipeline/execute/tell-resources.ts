import type { Address } from "../../model/address.ts";
import type { EngineProgress } from "../../ports/engine.ts";
import type { ExecuteServices } from "./execute-services.ts";

/** Tells what the engine does to a component's resources as events of the deployment. */
export const tellResources =
  (services: Pick<ExecuteServices, "emit">, address: Address) =>
  ({ name, type, operation, phase }: EngineProgress): void =>
    services.emit({ type: "resource", address, resource: name, resourceType: type, operation, phase });
