import type { MicroServiceSpec } from "./schema.ts";

/** The port that the load balancer and other components talk to. */
export function mainPort(spec: MicroServiceSpec): number {
  const port = spec.ports.find((each) => each.protocol === "tcp") ?? spec.ports[0];
  if (!port) throw new Error("ports: at least one port is needed");
  return port.port;
}

/** The port that readiness is asked on. */
export const readinessPort = (spec: MicroServiceSpec): number =>
  spec.healthCheck.readiness?.http.port ?? mainPort(spec);

/** Ports that the load balancer must reach. */
export const loadBalancedPorts = (spec: MicroServiceSpec): number[] => [
  ...new Set([mainPort(spec), readinessPort(spec)]),
];
