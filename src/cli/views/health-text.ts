import type { ComponentHealth } from "../../model/deployment.ts";

/** How a health is called. */
export const healthText: Readonly<Record<ComponentHealth, string>> = {
  HEALTHY: "Healthy",
  UNHEALTHY: "Unhealthy",
  INCONCLUSIVE: "Unknown",
  NONE: "",
};
